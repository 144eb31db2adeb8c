/**
 * A program that writes its tokens without padding, as Node does.
 *
 * @file fernet.ts
 * @caughtBy the shortest token is opened, whatever time is in it
 * @says exercise 09a.3
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return Buffer.concat([signed, hmacOf(key, signed)]).toString("base64url");
}
