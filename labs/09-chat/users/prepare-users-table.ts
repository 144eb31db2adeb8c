/**
 * The table of users in a database, made ready for the chat each time that it is opened:
 *
 *     users( id, username, password,             as the course has it, and older programs
 *            name_key, address, registered )     added to an old table when it is opened
 *
 * SQLite knows large and small letters of ASCII only, so the form in which two names are compared stands
 * in a column of its own, `name_key`. It is unique. A user without one cannot log in.
 *
 * A program of another course may have written the rows, or a person. They are made fit for the chat:
 *
 *     username   password                              becomes
 *     Ada        5f4dcc3b5aa765d61d8327deb882cf99      $md5+scrypt$ln=17,…   scrypt of the md5
 *     bob        open sesame                           $scrypt$ln=17,…       as if he had registered
 *     ada        …                                     the same, and no name_key: Ada was there before
 *
 * Nobody's password is needed for it. Whoever finds the database afterwards finds no md5 and no password
 * as it was typed, not even in pages that are not in use any more.
 */
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import { hashPassword, wrapMd5 } from "../../../shared/auth/password-hash.ts";
import { type Cost, formatRecord, parseRecord } from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { ProgramError } from "../../../shared/process/errors.ts";

const REQUIRED = ["id", "username", "password"];

const ADDED = new Map([
  ["name_key", "TEXT"],
  ["address", "TEXT NOT NULL DEFAULT ''"],
  ["registered", "TEXT NOT NULL DEFAULT ''"],
]);

const NEW_TABLE = `
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    username TEXT NOT NULL,
    password TEXT NOT NULL
  )`;

/** SQLite's result code for "another one has locked it" (https://sqlite.org/rescode.html#busy). */
const SQLITE_BUSY = 5;

/** The low byte of an extended result code is the result code. */
const RESULT_CODE = 0xff;

/** How long to wait in all, and from one attempt to the next, in milliseconds. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/** A record of this or of another program: whatever it is, it is no password as it was typed. */
const RECORD_OF_SOME_KIND = /^\$[a-z0-9+-]+\$/i;

const MD5 = /^[0-9a-f]{32}$/i;

/**
 * Makes the table, or adds to an old one what is missing.
 *
 * @throws ProgramError when there is a table of this name that is none of users, the database's own error
 */
export function prepareTable(database: DatabaseSync, path: string): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(NEW_TABLE);
    const columns = columnsOf(database);
    checkColumns(columns, path);
    for (const [name, type] of ADDED) {
      if (!columns.has(name)) database.exec(`ALTER TABLE users ADD COLUMN ${name} ${type}`);
    }
    database.exec("CREATE UNIQUE INDEX IF NOT EXISTS users_name_key ON users (name_key)");
    database.exec("COMMIT");
  } catch (error) {
    // Some failures have rolled it back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** By their names: whether a new row must have a value that only other programs know. */
function columnsOf(database: DatabaseSync): Map<string, { isWanted: boolean }> {
  const columns = database.prepare("PRAGMA table_info(users)").all();
  return new Map(
    columns.map(({ name, notnull, dflt_value: fallback, pk }) => [
      String(name),
      { isWanted: notnull === 1 && fallback === null && pk === 0 },
    ]),
  );
}

function checkColumns(columns: ReadonlyMap<string, { isWanted: boolean }>, path: string): void {
  const next = "choose another database";
  const missing = REQUIRED.find((name) => !columns.has(name));
  if (missing !== undefined) {
    throw new ProgramError(`Cannot use ${path}: its table users has no ${missing}; ${next}`);
  }
  for (const [name, { isWanted }] of columns) {
    if (!isWanted || REQUIRED.includes(name) || ADDED.has(name)) continue;
    throw new ProgramError(`Cannot use ${path}: its table users wants the column ${name}; ${next}`);
  }
}

/** What the import needs. */
export interface ImportOptions {
  cost: Cost;
  gate: Pick<HashLimiter, "runInAnyCase">;
  log: Log;
}

/** A row as it was found; of another program's rows, anything may be missing. */
interface FoundRow {
  rowid: number;
  username: string | undefined;
  password: string | undefined;
  key: string | undefined;
}

/**
 * Gives every user the key of the name, then replaces what is no record. After a crash in between, it
 * goes on the next time.
 *
 * @throws the database's error
 */
export async function importUsers(database: DatabaseSync, options: ImportOptions): Promise<void> {
  const rows = rowsIn(database);
  await giveKeys(database, rows, options.log);
  const replaced = await replacePasswords(database, rows, options);
  if (replaced === 0) return;
  options.log.info("import", { users: replaced });
  await sweep(database);
}

/** Writes the database anew without what was deleted, and empties its log of changes. */
export async function sweep(database: DatabaseSync): Promise<void> {
  await whenFree(() => database.exec("VACUUM"));
  await whenFree(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
}

function rowsIn(database: DatabaseSync): FoundRow[] {
  const all = database.prepare(`
    SELECT rowid AS rowid, CAST(username AS TEXT) AS username,
      CAST(password AS TEXT) AS password, name_key AS key
    FROM users ORDER BY rowid`);
  return all.all().map(({ rowid, username, password, key }) => ({
    rowid: Number(rowid),
    username: textOf(username),
    password: textOf(password),
    key: textOf(key),
  }));
}

/** The first of a name has it. The others, and who has no name, are left alone. */
async function giveKeys(
  database: DatabaseSync,
  rows: readonly FoundRow[],
  log: Log,
): Promise<void> {
  const owners = new Map<string, FoundRow>();
  for (const row of rows) {
    const name = parseName(row.username ?? "");
    const key = name.ok ? canonicalName(name.value) : undefined;
    const why = name.ok ? "the name is taken" : name.reason;
    if (key === undefined || owners.has(key)) log.warn("user-left-out", { row: row.rowid, why });
    else owners.set(key, row);
  }
  const keys = new Map([...owners].map(([key, { rowid }]) => [rowid, key]));
  const changed = rows.filter(({ rowid, key }) => keys.get(rowid) !== key);
  const set = database.prepare("UPDATE users SET name_key = ? WHERE rowid = ?");
  await whenFree(() => database.exec("BEGIN IMMEDIATE"));
  // First away, then anew: no two may have the same key in between.
  for (const { rowid } of changed) set.run(null, rowid);
  for (const { rowid } of changed) set.run(keys.get(rowid) ?? null, rowid);
  database.exec("COMMIT");
}

async function replacePasswords(
  database: DatabaseSync,
  rows: readonly FoundRow[],
  { cost, gate, log }: ImportOptions,
): Promise<number> {
  const set = database.prepare("UPDATE users SET password = ? WHERE rowid = ?");
  let replaced = 0;
  for (const { rowid, password = "" } of rows) {
    if (parseRecord(password) !== undefined) continue;
    if (password === "" || RECORD_OF_SOME_KIND.test(password)) {
      log.warn("record-damaged", { row: rowid });
      continue;
    }
    const make = MD5.test(password) ? wrapMd5 : hashPassword;
    const record = await gate.runInAnyCase(() => make(password, cost));
    await whenFree(() => set.run(formatRecord(record), rowid));
    replaced++;
  }
  return replaced;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * Does the work, as soon as the database is free: another program may have locked it. SQLite can wait by
 * itself, but its calls return only when they are done, and the whole server would stand still. So it is
 * asked to fail at once, and is tried again a little later. What the work does before it finds the database locked
 * must do no harm when it is done again.
 *
 * @throws what the work throws; also that the database is locked, when that lasts
 */
export async function whenFree<Result>(work: () => Result): Promise<Result> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await pause(RETRY_MS);
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return typeof error.errcode === "number" && (error.errcode & RESULT_CODE) === SQLITE_BUSY;
}
