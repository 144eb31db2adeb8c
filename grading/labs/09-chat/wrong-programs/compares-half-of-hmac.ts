/**
 * A program that compares half of the HMAC.
 *
 * @file a-channel/fernet.ts
 * @caughtBy a flipped bit of the HMAC is noticed, whichever byte it is in
 * @says all 32 bytes of the HMAC count
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed).subarray(0, 16), bytes.subarray(-HMAC_BYTES, -16)))
    return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
