/** Where users are kept, by the name of the file. */
import type { HashGate } from "../../../shared/auth/hash-gate.ts";
import type { Cost } from "../../../shared/auth/password-record.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { CLIENTS_CSV, openClientsCsv } from "./clients-csv.ts";
import type { UserStore } from "./user-store.ts";
import { openUsersDb } from "./users-db.ts";

export interface OpenUsersOptions {
  /** The data folder. */
  data: string;
  cost: Cost;
  gate: HashGate;
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
