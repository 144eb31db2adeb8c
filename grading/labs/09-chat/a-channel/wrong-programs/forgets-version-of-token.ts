/**
 * A program that does not look at the version of a token.
 *
 * @file fernet.ts
 * @caughtBy a token of another version is refused, although its HMAC is right
 * @says A token begins with 80
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
