/** What a users file tells of how passwords are kept in it, found in its text alone: whoever steals it has no more. */
import { createHash, scryptSync } from "node:crypto";

/** A password record in PHC form, as it was found in a file. */
export interface FoundRecord {
  kind: string;
  ln: number;
  salt: Buffer;
  hash: Buffer;
}

const RECORD =
  /\$(?<kind>scrypt|md5\+scrypt)\$ln=(?<ln>\d\d?),r=8,p=1\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)/;

/** The line of a user in a CSV file; undefined when there is none. */
export function lineOfUser(text: string, name: string): string | undefined {
  const starts = [`${name},`, `"${name}",`];
  return text.split(/\r?\n/).find((line) => starts.some((start) => line.startsWith(start)));
}

/** The record in a line; undefined when there is none. */
export function recordIn(line: string): FoundRecord | undefined {
  const found = RECORD.exec(line)?.groups;
  if (found === undefined) return undefined;
  const { kind = "", ln, salt = "", hash = "" } = found;
  const bytes = (text: string) => Buffer.from(text, "base64");
  return { kind, ln: Number(ln), salt: bytes(salt), hash: bytes(hash) };
}

/** Whether the record was made of this secret: the grader computes it anew. */
export function isMadeOf({ ln, salt, hash }: FoundRecord, secret: string): boolean {
  if (ln > 18 || hash.length !== 32) return false;
  return scryptOf(secret, salt, ln).equals(hash);
}

/** A record as another right server would have made it. */
export function madeRecord(password: string, ln: number, salt: Buffer): string {
  const texts = [salt, scryptOf(password, salt, ln)].map((bytes) =>
    bytes.toString("base64").replaceAll("=", ""),
  );
  return `$scrypt$ln=${ln},r=8,p=1$${texts.join("$")}`;
}

/** How a password was kept instead, in the learner's words; undefined when it cannot be told. */
export function howKept(line: string, password: string): string | undefined {
  if (line.includes(password)) {
    return "The password itself stands in the file: whoever reads it has them all.";
  }
  for (const name of ["md5", "sha1", "sha256", "sha512"]) {
    const digest = createHash(name).update(password).digest();
    if (["hex", "base64"].some((form) => line.includes(digest.toString(form as "hex")))) {
      return `It is the ${name} of the password: so quick that a word list finds most in a second, and the same for everybody who has that password.`;
    }
  }
  return undefined;
}

function scryptOf(secret: string, salt: Buffer, ln: number): Buffer {
  return scryptSync(secret, salt, 32, { N: 2 ** ln, r: 8, p: 1, maxmem: 2 ** 29 });
}
