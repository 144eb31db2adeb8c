/** The accounts of a server: what a person can set of them, and how they are made of it. */
import { attemptSettings } from "../../../shared/auth/attempts.ts";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { DEFAULT_COST } from "../../../shared/auth/password-record.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { parseWhole } from "../../../shared/config/parse-whole.ts";
import type { Settings, Values } from "../../../shared/config/program-options.ts";
import { valid } from "../../../shared/config/result.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { CLIENTS_CSV } from "../users/clients-csv.ts";
import { openUsers, type UserStore } from "../users/user-store.ts";
import { Accounts } from "./accounts.ts";
import { Guesses } from "./guesses.ts";

/** Below 2^10 a hash is no obstacle at all; above 2^20 it needs more than 1 GiB. */
const MIN_LN = 10;
const MAX_LN = 20;

/** Passwords and sessions, as in lab 07. What can be set of a client is in credentials.ts. */
export const accountSettings = {
  database: {
    about: "where the users are kept: clients.csv or NAME.db, in the data folder",
    parse: valid<string>,
    fallback: CLIENTS_CSV,
  },
  logInMs: milliseconds("how long a log-in may take, in ms", "60000"),
  scryptLn: {
    about: "cost of a password hash, as a power of 2",
    parse: parseWhole(MIN_LN, MAX_LN),
    fallback: String(DEFAULT_COST.ln),
  },
  idleMs: milliseconds("how long a session lasts without its client, in ms", "1800000"),
  sessionMaxMs: milliseconds("how long a session lasts in all, in ms", "43200000"),
  ...attemptSettings,
} satisfies Settings;

export interface OpenAccountsOptions extends Values<typeof accountSettings> {
  /** The data folder. */
  data: string;
  log: Log;
  /** Aborts when the server stops: no hash begins any more. */
  stopping: AbortSignal;
}

/** The accounts of a server, and what opens another store for them. */
export interface OpenedAccounts {
  accounts: Accounts;
  openStore(name: string): Promise<UserStore>;
}

/** @throws ProgramError when the users cannot be read */
export async function openAccounts(options: OpenAccountsOptions): Promise<OpenedAccounts> {
  const keeping = {
    ...options,
    cost: { ...DEFAULT_COST, ln: options.scryptLn },
    gate: new HashLimiter(),
    guesses: new Guesses(options),
    sessions: new SessionTokens(options),
  };
  options.stopping.addEventListener("abort", () => keeping.gate.close());
  const openStore = (name: string) => openUsers(name, keeping);
  return { accounts: new Accounts(await openStore(options.database), keeping), openStore };
}
