/**
 * A program that writes 0 as the time of each token.
 *
 * @file fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says `headOf(now, iv)` writes it
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(0, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}
