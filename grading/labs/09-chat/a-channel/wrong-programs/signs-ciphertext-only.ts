/**
 * A program that signs the ciphertext, but not the head before it.
 *
 * @file fernet.ts
 * @caughtBy the server's FINISHED is sealed for this client
 * @says The HMAC covers the ciphertext only
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const signature = hmacOf(key, ciphertext);
  return toBase64url(Buffer.concat([headOf(now, iv), ciphertext, signature]));
}
