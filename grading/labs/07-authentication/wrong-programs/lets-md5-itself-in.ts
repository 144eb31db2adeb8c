/**
 * A program that lets the md5 itself in.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy old md5 users are wrapped at the start
 * @says it must not open the door
 */

export async function verifyPassword(password: string, record: PasswordRecord): Promise<boolean> {
  const secret =
    record.kind === "md5+scrypt" && password.length !== 32 ? md5Of(password) : password;
  const hash = await derive(secret, record.salt, record.cost);
  return timingSafeEqual(hash, record.hash);
}
