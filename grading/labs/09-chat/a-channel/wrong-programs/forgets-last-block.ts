/**
 * A program that forgets the last block of the ciphertext.
 *
 * @file fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says The ciphertext has no last block
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const signed = Buffer.concat([headOf(now, iv), cipher.update(plain)]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}
