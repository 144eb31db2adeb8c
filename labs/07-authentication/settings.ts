/** What a person can set of the server: what a hash costs, and how long it waits for whom. */
import { attemptSettings } from "../../shared/auth/attempts.ts";
import { DEFAULT_COST } from "../../shared/auth/password-record.ts";
import { milliseconds } from "../../shared/config/number-settings.ts";
import { parseWhole } from "../../shared/config/parse-whole.ts";
import type { Settings } from "../../shared/config/program-options.ts";

/** Below 2^10 a hash is no obstacle at all; above 2^20 it needs more than 1 GiB. */
const MIN_LN = 10;
const MAX_LN = 20;

export const lockSettings = {
  scryptLn: {
    about: "cost of a password hash, as a power of 2",
    parse: parseWhole(MIN_LN, MAX_LN),
    fallback: String(DEFAULT_COST.ln),
  },
  logInMs: milliseconds("how long a client may take to log in, in ms", "60000"),
  idleMs: milliseconds("how long a session may be idle, in ms", "1800000"),
  sessionMaxMs: milliseconds("how long a session lasts in all, in ms", "43200000"),
  ...attemptSettings,
} satisfies Settings;
