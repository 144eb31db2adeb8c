/**
 * What is kept of a password: a record in PHC string form
 * (https://github.com/P-H-C/phc-string-format), one text that says all that is needed to check it.
 *
 *     $scrypt$ln=17,r=8,p=1$c29tZSBzYWx0IGhlcmUh$9Pq1…0w
 *      │      │             │                     └ hash: 32 bytes, base64 without padding
 *      │      │             └ salt: 16 bytes or more, another for every record
 *      │      └ cost: N = 2^17, block size, parallelism (RFC 7914 section 2)
 *      └ scrypt; or md5+scrypt, when scrypt was given the hexadecimal md5 of the password
 *
 * The cost stands in the record, not in the program: it can be raised for new records while the old
 * ones can still be checked.
 */
import { randomBytes } from "node:crypto";

/** Bytes of a hash: as many as SHA-256, on which scrypt rests. */
export const HASH_BYTES = 32;

/** Bytes of a new salt: so many that no two records ever share one (RFC 8018 section 4.1 asks for 8). */
export const SALT_BYTES = 16;

/** The most memory that a record may ask for, in bytes: a damaged one must not exhaust the machine. */
const MAX_MEMORY_BYTES = 2 ** 30;

/** What a hash costs. N, the number of steps and of memory blocks, is written as its logarithm. */
export interface Cost {
  ln: number;
  r: number;
  p: number;
}

/** OWASP's first choice for scrypt: about half a second and 128 MiB for each guess. */
export const DEFAULT_COST: Cost = { ln: 17, r: 8, p: 1 };

export interface PasswordRecord {
  kind: "scrypt" | "md5+scrypt";
  cost: Cost;
  salt: Buffer;
  hash: Buffer;
}

const PHC =
  /^\$(?<kind>scrypt|md5\+scrypt)\$ln=(?<ln>\d{1,2}),r=(?<r>\d{1,2}),p=(?<p>\d{1,2})\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)$/;

/** The record as text, to be stored. */
export function formatRecord({ kind, cost, salt, hash }: PasswordRecord): string {
  const parameters = `ln=${cost.ln},r=${cost.r},p=${cost.p}`;
  return `$${kind}$${parameters}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Reads a stored record; undefined when it is damaged, or asks for more than any of ours. */
export function parseRecord(text: string): PasswordRecord | undefined {
  const found = PHC.exec(text)?.groups;
  if (found === undefined) return undefined;
  const cost = { ln: Number(found.ln), r: Number(found.r), p: Number(found.p) };
  const salt = bytesOf(found.salt ?? "");
  const hash = bytesOf(found.hash ?? "");
  if (!isPayable(cost) || salt === undefined || hash?.length !== HASH_BYTES) return undefined;
  return { kind: found.kind === "scrypt" ? "scrypt" : "md5+scrypt", cost, salt, hash };
}

/** Whether the record is as good as one that is made today: not wrapped, and of no lower cost. */
export function isUpToDate({ kind, cost }: PasswordRecord, today: Cost): boolean {
  return kind === "scrypt" && cost.ln >= today.ln && cost.r >= today.r && cost.p >= today.p;
}

/**
 * The record of nobody: no password fits, and to find that out costs as much as with a real one. It
 * stands in for the record of a user who does not exist.
 */
export function recordOfNobody(cost: Cost): PasswordRecord {
  return { kind: "scrypt", cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
}

/** The memory that scrypt takes, in bytes (RFC 7914 section 2: N blocks of 128 r bytes). */
export function memoryOf({ ln, r }: Cost): number {
  return 128 * r * 2 ** ln;
}

function isPayable(cost: Cost): boolean {
  const { ln, r, p } = cost;
  return ln >= 1 && r >= 1 && p >= 1 && p <= 16 && memoryOf(cost) <= MAX_MEMORY_BYTES;
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}

/** `Buffer.from` passes over what is no base64; what does not come back the same was none. */
function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return unpadded(bytes) === text ? bytes : undefined;
}
