/**
 * A program that compares the beginning of the hash.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy a wrong password and an unknown user get the same answer
 * @says is the outcome of the comparison looked at
 */

export async function verifyPassword(password: string, record: PasswordRecord): Promise<boolean> {
  const secret = record.kind === "md5+scrypt" ? md5Of(password) : password;
  const hash = await derive(secret, record.salt, record.cost);
  return hash[40] === record.hash[40];
}
