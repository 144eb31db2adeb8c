/** Makes the accounts of a server out of its settings. */
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { DEFAULT_COST } from "../../../shared/auth/password-record.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import type { Values } from "../../../shared/config/program-options.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { openUsers, type UserStore } from "../users/user-store.ts";
import type { accountSettings } from "./account-settings.ts";
import { Accounts } from "./accounts.ts";
import { Guesses } from "./guesses.ts";

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
