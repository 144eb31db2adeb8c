/**
 * A program that does not look at the length of a token before it compares.
 *
 * @file fernet.ts
 * @caughtBy what is too short for a token is refused as every other
 * @says or `openToken` threw
 */

export function openToken(
  key: FernetKey,
  token: string,
  { maxAgeS, now = secondsNow() }: OpenOptions = {},
): Buffer | undefined {
  const bytes = fromBase64url(token);
  if (bytes === undefined) return undefined;
  const signed = bytes.subarray(0, -SIGNATURE_BYTES);
  if (!timingSafeEqual(signatureOf(key, signed), bytes.subarray(-SIGNATURE_BYTES)))
    return undefined;
  if (bytes[0] !== VERSION) return undefined;
  if (maxAgeS !== undefined && !isFresh(signed, maxAgeS, now)) return undefined;
  return decrypt(key, signed);
}
