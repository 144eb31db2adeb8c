/** What a users file tells of how passwords are kept in it, found in its text alone: whoever steals it has no more. */
import { createHash, scryptSync } from "node:crypto";

/** A password record in PHC form, as it was found in a file. */
export interface FoundRecord {
  kind: string;
  ln: number;
  salt: Buffer;
  hash: Buffer;
}

/** Up to this cost a hash takes the grader some milliseconds. */
const CHEAP_LN = 14;

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

/**
 * What a record was made of instead of the password as UTF-8 in NFC with the salt's bytes, in the learner's
 * words; undefined when it cannot be told.
 */
export function madeOfInstead(record: FoundRecord, secret: string): string | undefined {
  const { salt, ln, hash } = record;
  if (ln > CHEAP_LN) return undefined; // a dozen expensive hashes would hold up the other checks
  const [, found] =
    OTHER_SECRETS.find(
      ([change]) => change(secret) !== secret && isMadeOf(record, change(secret)),
    ) ?? [];
  if (found !== undefined) return found;
  const salts = (["base64", "hex"] as const).map((form) => salt.toString(form));
  const unpadded = salts.map((text) => text.replaceAll("=", ""));
  const isOfText = [...salts, ...unpadded].some((text) =>
    scryptOf(secret, Buffer.from(text), ln).equals(hash),
  );
  return isOfText
    ? "The hash is made with the text of the salt: take the salt's bytes, not its base64."
    : undefined;
}

/** What people do to a password before they hash it, and what to say of it. */
const OTHER_SECRETS: readonly (readonly [change: (secret: string) => string, cause: string])[] = [
  [
    (secret) => secret.toLowerCase(),
    "The hash is that of the password in lower case: then Secret and SECRET are one password. Hash it as it was typed.",
  ],
  [
    (secret) => secret.trim(),
    "The hash is that of the password without the blanks around it: they are a part of it. Do not trim a password.",
  ],
  [
    (secret) => secret.normalize("NFKC"),
    "The hash is that of the password in the form NFKC, which makes one password of two that look different, such as ﬁ and fi. The form is NFC.",
  ],
  [
    (secret) => secret.normalize("NFD"),
    "The hash is that of the password in the form NFD. The form is NFC.",
  ],
  [(secret) => secret.slice(0, 8), "The hash is that of the first 8 characters. Take all of them."],
  [(secret) => `${secret}\n`, "The hash is that of the password with its line end."],
  [(secret) => JSON.stringify(secret), "The hash is that of the password in quotation marks."],
  [
    (secret) => digestOf("md5", secret),
    "The hash is that of the password's md5. A new record is made of the password itself.",
  ],
  [
    (secret) => digestOf("sha256", secret),
    "The hash is that of the password's sha256. A record is made of the password itself.",
  ],
  [
    (secret) => [...secret].map((character) => (character <= "\x7f" ? character : "?")).join(""),
    "What is not ASCII was lost before the hash: take the password's UTF-8.",
  ],
];

function digestOf(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

/** A record as another right server would have made it. */
export function madeRecord(password: string, ln: number, salt: Buffer): string {
  const texts = [salt, scryptOf(password, salt, ln)].map((bytes) =>
    bytes.toString("base64").replaceAll("=", ""),
  );
  return `$scrypt$ln=${ln},r=8,p=1$${texts.join("$")}`;
}

/** A cheap record of this password, in whose hash one byte is another. */
export function otherRecord(password: string, salt: Buffer, at: number): string {
  return withOtherByte(madeRecord(password, 10, salt), at);
}

/** The same record, but for one byte of its hash. */
export function withOtherByte(record: string, at: number): string {
  const start = record.lastIndexOf("$") + 1;
  const hash = Buffer.from(record.slice(start), "base64");
  hash[at] = (hash[at] ?? 0) ^ 0xff;
  return record.slice(0, start) + hash.toString("base64").replaceAll("=", "");
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
