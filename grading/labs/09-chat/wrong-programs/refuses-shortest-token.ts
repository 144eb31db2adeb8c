/**
 * A program that refuses the shortest token.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the shortest token is opened, whatever time is in it
 * @says as short as there can be is right
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length <= MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES))) return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
