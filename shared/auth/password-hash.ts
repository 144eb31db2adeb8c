/**
 * From a password to its record, and the test whether a password fits a record.
 *
 * A stolen file of records is guessed at, word by word, on the thief's own machines. Two things slow
 * him down: scrypt costs time and memory for each guess (RFC 7914), and a salt of its own makes each
 * record a task of its own. The first vector of RFC 7914 and the others are in the test.
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import {
  type Cost,
  DEFAULT_COST,
  HASH_BYTES,
  memoryOf,
  type PasswordRecord,
  SALT_BYTES,
} from "./password-record.ts";

const runScrypt = promisify<string, Uint8Array, number, object, Buffer>(scrypt);

/**
 * Makes a record of a new password, with a salt that no other record has.
 *
 * @exercise 07.1 Take a salt of `SALT_BYTES` random bytes, derive the hash from the password and it, and return a record of kind "scrypt".
 */
export async function hashPassword(password: string, cost = DEFAULT_COST): Promise<PasswordRecord> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  return { kind: "scrypt", cost, salt, hash };
}

/**
 * Whether the password is the record's. It takes just as long whether it is or not, and wherever the
 * first wrong byte stands: a comparison that stops there would tell by its time how much was right.
 *
 * @exercise 07.2 Derive the hash with the record's own salt and cost (from the md5 of the password, if the record is wrapped), and compare in constant time.
 */
export async function verifyPassword(password: string, record: PasswordRecord): Promise<boolean> {
  const secret = record.kind === "md5+scrypt" ? md5Of(password) : password;
  const hash = await derive(secret, record.salt, record.cost);
  return timingSafeEqual(hash, record.hash);
}

/**
 * Makes a record of a password that nobody knows any more, only its md5: scrypt takes the md5 in the
 * password's place. Whoever steals it has to guess through scrypt as well.
 *
 * @param md5 in hexadecimal
 */
export async function wrapMd5(md5: string, cost = DEFAULT_COST): Promise<PasswordRecord> {
  const record = await hashPassword(md5.toLowerCase(), cost);
  return { ...record, kind: "md5+scrypt" };
}

/** The md5 of a password as the old files hold it: in hexadecimal, small letters. */
export function md5Of(password: string): string {
  return createHash("md5").update(password.normalize("NFC")).digest("hex");
}

/**
 * The bytes that scrypt makes of a password. It runs on a thread of Node's pool, so the event loop
 * goes on; how many may run at a time is `hash-limiter.ts`'s affair.
 *
 * The same letters can be written in several ways ("é" is one code point or two). NFC picks one, or
 * the same person with another keyboard would be refused.
 */
export function derive(
  password: string,
  salt: Uint8Array,
  cost: Cost,
  length = HASH_BYTES,
): Promise<Buffer> {
  const { ln, r, p } = cost;
  // Without maxmem Node refuses all that needs more than 32 MiB (Node's page "Crypto", crypto.scrypt).
  const options = { N: 2 ** ln, r, p, maxmem: 2 * memoryOf(cost) + 1024 * r * p };
  return runScrypt(password.normalize("NFC"), salt, length, options);
}
