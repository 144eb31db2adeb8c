/**
 * What the chat needs of a store of users. There are two, and nothing else in the program knows which
 * of them is in use:
 *
 *     clients.csv   rows that only the holder of `clients.key` can read     clients-csv.ts
 *     NAME.db       a table of SQLite                                       users-db.ts
 */
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import type { Cost } from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { CLIENTS_CSV, openClientsCsv } from "./clients-csv.ts";
import { openUsersDb } from "./users-db.ts";

/** Somebody who has registered. */
export interface User {
  /** As it was registered; `canonicalName` makes the same of all the ways to write it. */
  name: string;
  /**
   * A record (shared/auth/password-record.ts), never the password. What is no record fits no password: so it
   * is with a user whose row was damaged.
   */
  password: string;
  /** From where: an IP address; empty when it is not known. */
  address: string;
  /** When: RFC 3339, UTC; empty when it is not known. */
  registered: string;
}

export interface UserStore {
  /** The file that it is: `clients.csv`, or the name of a database. */
  readonly name: string;
  /** How many users there are. */
  readonly size: number;

  /** Who is called so, in whatever letters; undefined when nobody is. */
  find(name: string): User | undefined;

  /** Everybody whose row can be read, in the order in which they came. */
  list(): User[];

  /**
   * Adds a user. Returns true when the row is on disk, false when the name is taken, also by somebody
   * who asked for it a moment before.
   *
   * @throws the system's error when it cannot be stored; the name is free again then
   */
  add(user: User): Promise<boolean>;

  /**
   * Gives a user another record. Returns when it is on disk; does nothing when there is no such user.
   *
   * @throws the system's error when it cannot be stored; the old record counts then
   */
  renew(name: string, password: string): Promise<void>;

  /** Forgets everybody. Returns how many they were, when that is on disk. */
  clear(): Promise<number>;

  /** Returns when what is under way is on disk; nothing can be asked or added any more. */
  close(): Promise<void>;
}

/** What opening a store needs. */
export interface OpenUsersOptions {
  /** The data folder. */
  data: string;
  cost: Cost;
  gate: HashLimiter;
  log: Log;
}

/**
 * Opens `clients.csv`, or a database `NAME.db`; makes it when it is not there.
 *
 * @throws ProgramError when the name or the file cannot be used
 */
export async function openUsers(name: string, options: OpenUsersOptions): Promise<UserStore> {
  if (name === CLIENTS_CSV) return await openClientsCsv(options.data, options.log);
  return await openUsersDb(options.data, name, options);
}
