/**
 * The table of users in a database:
 *
 *     users( id, username, password,             as the course has it, and older programs
 *            name_key, address, registered )     added to an old table when it is opened
 *
 * SQLite knows large and small letters of ASCII only, so the form in which two names are compared stands
 * in a column of its own, `name_key`. It is unique. A user without one cannot log in.
 */
import type { DatabaseSync } from "node:sqlite";
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
