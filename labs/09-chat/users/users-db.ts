/**
 * The users in a database of SQLite, `NAME.db` in the data folder. SQLite is a library: it reads and
 * writes one file (and, while it is open, a log of changes beside it), and no other server is needed.
 *
 * Its calls return when they are done, and nothing else runs meanwhile. To look a name up takes some
 * microseconds; to add a user waits for the disk, half a millisecond, after half a second of scrypt. For
 * another program that writes into the database nobody waits but who wants to write (`whenFree`).
 */
import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import type { Cost } from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { ProgramError, systemReason } from "../../../shared/process/errors.ts";
import { parseFileName } from "../../../shared/storage/parse-file-name.ts";
import { PRIVATE_MODE } from "../../../shared/storage/replace-file.ts";
import { importUsers, prepareTable, sweep, whenFree } from "./prepare-users-table.ts";
import type { User, UserStore } from "./user-store.ts";

/**
 * WAL: changes are added to a log, so that a crash leaves the old state or the new one. FULL: a change is
 * done when the disk has it, and not only the system (https://sqlite.org/pragma.html#pragma_synchronous).
 * What is deleted is written over with zeros: it may have been a password.
 */
const MODES = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

export interface UsersDbOptions {
  /** What the records cost that are made of the passwords of an old database. */
  cost: Cost;
  gate: Pick<HashLimiter, "runInAnyCase">;
  log: Log;
}

/**
 * Opens the database of this name in the folder, and makes it fit for use; makes a new one when there is
 * none.
 *
 * @param name a plain file name that ends in .db
 * @throws ProgramError when the name is none, or the file is no database of users or cannot be used
 */
export async function openUsersDb(
  folder: string,
  name: string,
  options: UsersDbOptions,
): Promise<UserStore> {
  const parsed = parseFileName(name, ".db");
  if (!parsed.ok) {
    const deed = `Cannot use ${JSON.stringify(name)} as a database`;
    throw new ProgramError(`${deed}: ${parsed.reason}; try database accounts.db`);
  }
  const path = join(folder, parsed.value);
  let database: DatabaseSync | undefined;
  try {
    // SQLite would make it readable for all.
    await (await open(path, "a", PRIVATE_MODE)).close();
    database = new DatabaseSync(path, { timeout: 0 });
    await prepare(database, path, options);
    return new UsersDb(parsed.value, database, path);
  } catch (error) {
    database?.close();
    if (error instanceof ProgramError) throw error;
    const next = "choose another database";
    throw new ProgramError(`Cannot use ${path}: ${systemReason(error)}; ${next}`, { cause: error });
  }
}

async function prepare(
  database: DatabaseSync,
  path: string,
  options: UsersDbOptions,
): Promise<void> {
  await whenFree(() => database.exec(MODES));
  await whenFree(() => prepareTable(database, path));
  await importUsers(database, options);
}

class UsersDb implements UserStore {
  readonly name: string;
  readonly #database: DatabaseSync;
  readonly #path: string;
  /** Which file it is, whatever its name. */
  readonly #inode: number;
  readonly #count;
  readonly #find;
  readonly #list;
  readonly #add;
  readonly #renew;

  constructor(name: string, database: DatabaseSync, path: string) {
    this.name = name;
    this.#database = database;
    this.#path = path;
    this.#inode = statSync(path).ino;
    const columns = "username, password, address, registered";
    this.#count = database.prepare("SELECT count(name_key) AS users FROM users");
    this.#find = database.prepare(`SELECT ${columns} FROM users WHERE name_key = ?`);
    this.#list = database.prepare(
      `SELECT ${columns} FROM users WHERE name_key IS NOT NULL ORDER BY rowid`,
    );
    // In an old table the id may be a number that nobody counts up but us.
    this.#add = database.prepare(`
      INSERT INTO users (id, name_key, ${columns})
      VALUES ((SELECT coalesce(max(id), 0) + 1 FROM users), ?, ?, ?, ?, ?)
      ON CONFLICT (name_key) DO NOTHING`);
    this.#renew = database.prepare("UPDATE users SET password = ? WHERE name_key = ?");
  }

  get size(): number {
    return Number(this.#count.get()?.users);
  }

  find(name: string): User | undefined {
    const row = this.#find.get(canonicalName(name));
    const user = row && userOf(row);
    // Another program may have changed the one and not the other: nobody may log in as somebody else for it.
    return user !== undefined && canonicalName(user.name) === canonicalName(name)
      ? user
      : undefined;
  }

  list(): User[] {
    return this.#list.all().map(userOf);
  }

  async add({ name, password, address, registered }: User): Promise<boolean> {
    this.#checkPlace();
    const row = [canonicalName(name), name, password, address, registered];
    const { changes } = await whenFree(() => this.#add.run(...row));
    return changes === 1;
  }

  async renew(name: string, password: string): Promise<void> {
    this.#checkPlace();
    await whenFree(() => this.#renew.run(password, canonicalName(name)));
  }

  async clear(): Promise<number> {
    const forget = this.#database.prepare("DELETE FROM users");
    const { changes } = await whenFree(() => forget.run());
    await sweep(this.#database);
    return Number(changes);
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  /** SQLite goes on in a file that was removed or replaced: what it writes there is gone at the next start. */
  #checkPlace(): void {
    if (statSync(this.#path).ino === this.#inode) return;
    throw Object.assign(new Error(`${this.#path} is another file now`), { code: "ESTALE" });
  }
}

/** Another program may have left cells empty. */
function userOf(row: Readonly<Record<string, unknown>>): User {
  const textIn = (column: string) => String(row[column] ?? "");
  const username = textIn("username");
  const name = parseName(username);
  return {
    name: name.ok ? name.value : username,
    password: textIn("password"),
    address: textIn("address"),
    registered: textIn("registered"),
  };
}
