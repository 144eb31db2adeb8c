/**
 * A program that looks at the time although no maximum age is given.
 *
 * @file fernet.ts
 * @caughtBy the server opens a right FINISHED
 * @says without `maxAgeS` it is not looked at
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
  if (!isFresh(signed, Number(maxAgeS), now)) return undefined;
  return decrypt(key, signed);
}
