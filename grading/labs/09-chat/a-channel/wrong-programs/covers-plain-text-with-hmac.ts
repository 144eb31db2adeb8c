/**
 * A program that covers the plain text with the HMAC.
 *
 * @file fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says The HMAC covers the plain text
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return toBase64url(Buffer.concat([headOf(now, iv), ciphertext, hmacOf(key, plain)]));
}
