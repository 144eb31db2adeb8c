/**
 * A program that seals with 16 zeros as the IV.
 *
 * @file fernet.ts
 * @caughtBy every token has an IV of its own
 * @says equal texts look equal
 */

export function sealToken(
  key: FernetKey,
  plain: Uint8Array,
  { now = secondsNow() }: SealOptions = {},
): string {
  const iv = Buffer.alloc(IV_BYTES);
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const ciphertext = [cipher.update(plain), cipher.final()];
  const signed = Buffer.concat([headOf(now, iv), ...ciphertext]);
  return toBase64url(Buffer.concat([signed, hmacOf(key, signed)]));
}
