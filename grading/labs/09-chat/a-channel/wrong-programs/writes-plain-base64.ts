/**
 * A program that writes its tokens in plain base64.
 *
 * @file fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says Fernet takes base64url
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return Buffer.concat([signed, hmacOf(key, signed)]).toString("base64");
}
