/**
 * A program that takes a constant for what stands in the record.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy a record tells its own cost and salt
 * @says Take both from the record
 */

export async function verifyPassword(password: string, record: PasswordRecord): Promise<boolean> {
  const secret = record.kind === "md5+scrypt" ? md5Of(password) : password;
  const hash = await derive(secret, record.salt.subarray(0, SALT_BYTES), record.cost);
  return timingSafeEqual(hash, record.hash);
}
