/** What a person can set of accounts, at the server; the client's are in credentials.ts. */
import { attemptSettings } from "../../../shared/auth/attempts.ts";
import { DEFAULT_COST } from "../../../shared/auth/password-record.ts";
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { parseWhole } from "../../../shared/config/parse-whole.ts";
import type { Settings } from "../../../shared/config/program-options.ts";
import { valid } from "../../../shared/config/result.ts";
import { CLIENTS_CSV } from "../users/clients-csv.ts";

/** Below 2^10 a hash is no obstacle at all; above 2^20 it needs more than 1 GiB. */
const MIN_LN = 10;
const MAX_LN = 20;

/** Passwords and sessions, as in lab 07. */
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
