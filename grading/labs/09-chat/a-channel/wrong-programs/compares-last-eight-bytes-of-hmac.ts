/**
 * A program that compares the last eight bytes of the HMAC.
 *
 * @file fernet.ts
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
  const right = hmacOf(key, signed).toString("hex");
  if (!Buffer.from(bytes).toString("hex").endsWith(right.slice(-16))) return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
