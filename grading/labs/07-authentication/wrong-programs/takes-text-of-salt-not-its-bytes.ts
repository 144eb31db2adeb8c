/**
 * A program that takes the text of the salt, not its bytes.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy a password is kept as scrypt with a salt
 * @says take the salt's bytes, not its base64
 */

export async function hashPassword(password: string, cost = DEFAULT_COST): Promise<PasswordRecord> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, Buffer.from(salt.toString("base64")), cost);
  return { kind: "scrypt", cost, salt, hash };
}
