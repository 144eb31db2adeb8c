/** Made-up people, and the two files that a thief may find: their passwords as md5, and as scrypt. */
import { randomBytes, randomInt } from "node:crypto";
import { hashPassword, md5Of } from "../../../../shared/auth/password-hash.ts";
import { DEFAULT_COST, formatRecord } from "../../../../shared/auth/password-record.ts";
import { wordList } from "./word-list.ts";

const NAMES = [
  "ada",
  "alan",
  "barbara",
  "claude",
  "edsger",
  "grace",
  "john",
  "ken",
  "linus",
  "radia",
];

/** So many of them have a password that nobody finds on a list. */
const CAREFUL = 3;

export interface Victim {
  name: string;
  password: string;
}

/** Ten people: most take a password that is on a list, some a random one. */
export function makeVictims(): Victim[] {
  const words = [...wordList()].filter((word) => word.length >= 8);
  return NAMES.map((name, index) => ({
    name,
    password:
      index < CAREFUL
        ? randomBytes(9).toString("base64url")
        : (words[randomInt(words.length)] ?? "password"),
  }));
}

/** The lines of the old file: `name,md5`. */
export function md5File(victims: readonly Victim[]): string[] {
  return victims.map(({ name, password }) => `${name},${md5Of(password)}`);
}

/** The lines of the new file: `name,$scrypt$…`, at the default cost. */
export async function scryptFile(victims: readonly Victim[]): Promise<string[]> {
  const records = await Promise.all(
    victims.map(({ password }) => hashPassword(password, DEFAULT_COST)),
  );
  return victims.map(({ name }, index) => {
    const record = records[index];
    return record === undefined ? name : `${name},${formatRecord(record)}`;
  });
}
