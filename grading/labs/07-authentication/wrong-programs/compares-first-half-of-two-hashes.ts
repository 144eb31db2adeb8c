/**
 * A program that compares the first half of two hashes.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy the whole hash is compared
 * @says compare all 32 bytes
 */

export async function verifyPassword(password: string, record: PasswordRecord): Promise<boolean> {
  const secret = record.kind === "md5+scrypt" ? md5Of(password) : password;
  const hash = await derive(secret, record.salt, record.cost);
  return timingSafeEqual(hash.subarray(0, 16), record.hash.subarray(0, 16));
}
