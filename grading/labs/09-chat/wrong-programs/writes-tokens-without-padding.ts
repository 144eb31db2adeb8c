/**
 * A program that writes its tokens as Node does, without padding.
 *
 * @file a-channel/fernet.ts
 * @caughtBy the shortest token is opened, and whatever time it tells
 * @says It is `sealToken` that writes it
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow(), iv = randomBytes(IV_BYTES) }: SealOptions = {},
): string {
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return Buffer.concat([signed, signatureOf(key, signed)]).toString("base64url");
}
