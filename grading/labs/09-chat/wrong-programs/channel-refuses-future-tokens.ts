/**
 * A program that refuses tokens from the future, on the channel as well.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the shortest token is opened, whatever time is in it
 * @says The time in the token is not looked at
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
  if (bytes[0] !== VERSION) return undefined;
  if (!isFresh(signed, maxAgeS ?? Number.MAX_SAFE_INTEGER, now)) return undefined;
  return decrypt(key, signed);
}
