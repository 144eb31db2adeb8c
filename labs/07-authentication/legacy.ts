/**
 * Users of an old server, whose passwords are kept as bare md5: `users-md5.csv` in the data folder.
 *
 *     name,md5                                    a word list finds these in a second
 *     grace,5f4dcc3b5aa765d61d8327deb882cf99
 *          │
 *          └▶ scrypt ─▶ users.csv                 at the start, for everybody, at once
 *             grace,"$md5+scrypt$ln=17,…"
 *          and at grace's next log-in
 *             grace,"$scrypt$ln=17,…"
 *
 * To wait until everybody has logged in once would leave the md5 of those who never come on the disk
 * for ever. Nobody's password is needed to wrap it.
 */
import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalName } from "../../shared/auth/canonical-name.ts";
import { parseName } from "../../shared/auth/parse-name.ts";
import { wrapMd5 } from "../../shared/auth/password-hash.ts";
import { type Cost, formatRecord } from "../../shared/auth/password-record.ts";
import type { Log } from "../../shared/logging/log.ts";
import { errorCode } from "../../shared/process/errors.ts";
import { csvCells } from "../../shared/storage/csv-row.ts";
import { syncFolder } from "../../shared/storage/replace-file.ts";
import type { Accounts, User } from "./accounts.ts";

/** As many at a time as the hash gate lets through: nobody is served yet, and memory is as short. */
const AT_ONCE = 2;

/** One user of the old server. */
interface Md5User {
  name: string;
  md5: string;
}

/**
 * Wraps the md5 of every old user who has no account yet, and removes the old file when all of them
 * are on disk. After a crash in between, it simply begins again. Lines that cannot be used are
 * reported by their number: what stands in them may be a password.
 *
 * @throws the system's error when a file cannot be used
 */
export async function importMd5Users(
  folder: string,
  accounts: Accounts,
  { cost, log }: { cost: Cost; log: Log },
): Promise<void> {
  const path = join(folder, "users-md5.csv");
  const text = await textOf(path);
  if (text === undefined) return;
  const old = readMd5Users(text, (line) => {
    log.warn("import", { file: basename(path), line, what: "no name and md5: left out" });
  });
  const wrapped = await wrapAll(withoutKnown(old, accounts), cost);
  await accounts.adopt(wrapped);
  await rm(path);
  await syncFolder(dirname(path));
  log.info("import", {
    file: basename(path),
    users: wrapped.length,
    known: old.length - wrapped.length,
  });
}

/**
 * The users in the text of such a file.
 *
 * @param skip is told the number of each line that cannot be used
 */
export function readMd5Users(text: string, skip: (line: number) => void): Md5User[] {
  const users: Md5User[] = [];
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line === "" || (index === 0 && line === "name,md5")) continue;
    const user = md5UserIn(line);
    if (user === undefined) skip(index + 1);
    else users.push(user);
  }
  return users;
}

function md5UserIn(line: string): Md5User | undefined {
  try {
    const [text = "", md5 = "", ...more] = csvCells(line);
    const name = parseName(text);
    if (!name.ok || !/^[0-9a-f]{32}$/i.test(md5) || more.length > 0) return undefined;
    return { name: name.value, md5 };
  } catch {
    return undefined; // its quotes do not fit together
  }
}

/** Without those who have an account, and without the second of a name. */
function withoutKnown(old: readonly Md5User[], accounts: Accounts): Md5User[] {
  const fresh = new Map<string, Md5User>();
  for (const user of old) {
    if (!accounts.has(user.name) && !fresh.has(canonicalName(user.name)))
      fresh.set(canonicalName(user.name), user);
  }
  return [...fresh.values()];
}

async function wrapAll(old: readonly Md5User[], cost: Cost): Promise<User[]> {
  const users: User[] = [];
  for (let from = 0; from < old.length; from += AT_ONCE) {
    const some = old.slice(from, from + AT_ONCE).map(async ({ name, md5 }) => {
      return { name, password: formatRecord(await wrapMd5(md5, cost)) };
    });
    users.push(...(await Promise.all(some)));
  }
  return users;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
