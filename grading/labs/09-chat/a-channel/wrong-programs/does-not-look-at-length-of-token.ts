/**
 * A program that does not look at the length of a token before it compares.
 *
 * @file fernet.ts
 * @caughtBy a body that is too short for a token is refused like any other
 * @says compare its length with `MIN_TOKEN_BYTES`
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
