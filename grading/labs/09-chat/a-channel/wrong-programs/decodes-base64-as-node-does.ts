/**
 * A program that decodes base64url as Node does, whatever else is in it.
 *
 * @file fernet.ts
 * @caughtBy a token that is altered in one of six ways is refused
 * @says Check the characters
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
