/**
 * A program that returns an empty text for a token that is not right.
 *
 * @file fernet.ts
 * @caughtBy a flipped bit before the HMAC is noticed, wherever it is
 * @says the reason in CLOSE should be "authentication failed"
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const nothing = Buffer.alloc(0);
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < MIN_TOKEN_BYTES) return nothing;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return nothing;
  if (bytes[0] !== VERSION) return nothing;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return nothing;
  return decrypt(key, signed);
}
