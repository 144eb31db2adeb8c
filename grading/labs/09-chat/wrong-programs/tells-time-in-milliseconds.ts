/**
 * A program that tells the time in milliseconds.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the client says hello, and seals its FINISHED
 * @says The time is in seconds
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now * 1000, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}
