/**
 * A program that encrypts with another IV than it sends.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says first 16 bytes of what was encrypted come out as nonsense
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, randomBytes(16));
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}
