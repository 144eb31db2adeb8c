/** What must stand in a users file, and what must stand nowhere. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { CheckContext, RunningServer } from "../core/check-context.ts";
import { readText, tellFile } from "../core/data-file.ts";
import { fail } from "../core/failure.ts";
import { howKept, isMadeOf, lineOfUser, madeOfInstead, recordIn } from "./password-records.ts";

/** The line of a user in users.csv. */
export async function expectUserLine(
  context: CheckContext,
  server: RunningServer,
  name: string,
  cause = "What is acknowledged must be on disk.",
): Promise<string> {
  const path = join(server.program.data, "users.csv");
  const line = lineOfUser(readText(path), name);
  if (line !== undefined) return line;
  tellFile(context, path);
  return fail(`users.csv should have a line that begins with "${name},"; it has none.`, cause);
}

export function expectRecord(
  context: CheckContext,
  { program }: RunningServer,
  { line, secret, kind, ln }: { line: string; secret: string; kind: string; ln: number },
): void {
  const record = recordIn(line);
  const expected = `$${kind}$ln=${ln},r=8,p=1$SALT$HASH`;
  if (record === undefined || record.kind !== kind || record.ln !== ln) {
    tellFile(context, join(program.data, "users.csv"));
    fail(
      `The record in users.csv should have the form ${expected}; its line is ${line}`,
      kind === "scrypt" ? howKept(line, secret) : BARE_MD5,
    );
  }
  if (record.salt.length < 16)
    fail(`The salt should have 16 bytes or more; it has ${record.salt.length}.`);
  if (isMadeOf(record, secret)) return;
  fail(
    `The hash in the record should be scrypt of the ${kind === "scrypt" ? "password" : "md5 in hexadecimal"} with that salt and cost; it is not: ${line}`,
    madeOfInstead(record, secret) ??
      "The grader has computed it anew from what stands in the record. Password in NFC, as UTF-8; the salt's bytes, not its base64; 32 bytes.",
  );
}

/** Secrets must stand in no file of the data folder, and in nothing that was printed. */
export function expectNowhere(
  context: CheckContext,
  { program }: RunningServer,
  secrets: Record<string, string>,
  cause: string,
): void {
  for (const [what, secret] of Object.entries(secrets)) {
    if (program.everythingPrinted.includes(secret))
      fail(`The server should not print ${what}; it did.`, cause);
    for (const name of readdirSync(program.data)) {
      const path = join(program.data, name);
      if (!readText(path).includes(secret)) continue;
      tellFile(context, path);
      fail(
        `${what[0]?.toUpperCase()}${what.slice(1)} should stand in no file; it stands in ${name}.`,
        cause,
      );
    }
  }
}

export const BARE_MD5 =
  "A word list finds a bare md5 in no time: wrap every one at the start, and leave none on the disk.";
