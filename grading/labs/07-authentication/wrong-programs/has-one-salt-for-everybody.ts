/**
 * A program that has one salt for everybody.
 *
 * @file shared/auth/password-hash.ts
 * @caughtBy two users with one password get different records
 * @says One salt for all makes one task of all records
 */

export async function hashPassword(password: string, cost = DEFAULT_COST): Promise<PasswordRecord> {
  const salt = Buffer.from("pinch of sea salt");
  const hash = await derive(password, salt, cost);
  return { kind: "scrypt", cost, salt, hash };
}
