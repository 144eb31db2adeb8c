/**
 * A program that throws when a token is not right.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the server opens a right FINISHED
 * @says it neither throws nor returns any bytes
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined || bytes.length < MIN_TOKEN_BYTES) return undefined;
  const signed = bytes.subarray(0, -HMAC_BYTES);
  if (!timingSafeEqual(hmacOf(key, signed), bytes.subarray(-HMAC_BYTES)))
    throw new Error("a wrong signature");
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
