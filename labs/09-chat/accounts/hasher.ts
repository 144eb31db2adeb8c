/** What computes the hashes of passwords, as one thing: a test can put another in its place, and count. */
import { hashPassword, verifyPassword } from "../../../shared/auth/password-hash.ts";
import type { Cost, PasswordRecord } from "../../../shared/auth/password-record.ts";

export interface Hasher {
  /** Makes a record of a new password: one scrypt. */
  hash(password: string, cost: Cost): Promise<PasswordRecord>;
  /** Whether the password is the record's: one scrypt. */
  verify(password: string, record: PasswordRecord): Promise<boolean>;
}

/** That of lab 07. */
export const SCRYPT: Hasher = { hash: hashPassword, verify: verifyPassword };
