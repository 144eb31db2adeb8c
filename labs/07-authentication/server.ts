/**
 * A server that knows who speaks: by a password at the log-in, by a token after it.
 *
 *     node labs/07-authentication/server.ts --port 9090 --data data
 *
 * What is secret crosses the network as it is, until lab 09. So it listens on 127.0.0.1, where nobody
 * else can listen in, unless it is told otherwise.
 */
import { Attempts } from "../../shared/auth/attempts.ts";
import { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { DEFAULT_COST } from "../../shared/auth/password-record.ts";
import { SessionTokens } from "../../shared/auth/session-tokens.ts";
import { logCommands } from "../../shared/console/log-commands.ts";
import { runServer } from "../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { explained, systemReason } from "../../shared/process/errors.ts";
import { Accounts, type AccountsOptions } from "./accounts.ts";
import { handleConnection } from "./handle-connection.ts";
import { importMd5Users } from "./legacy.ts";
import { lockSettings } from "./settings.ts";
import { userCommands } from "./user-commands.ts";

await runServer({
  settings: lockSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const cost = { ...DEFAULT_COST, ln: options.scryptLn };
    const accounts = await openAccounts(options.data, { cost, gate: new HashLimiter(), log });
    const attempts = new Attempts(options);
    const context = { accounts, attempts, sessions: new SessionTokens(options) };
    const limits = { ...options, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, context, limits)),
      commands: [...userCommands(accounts, print), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});

/** Opens the users' file, with what a version that kept MD5 has left behind. */
function openAccounts(folder: string, keeping: AccountsOptions): Promise<Accounts> {
  const opening = async () => {
    const accounts = await Accounts.open(folder, keeping);
    await importMd5Users(folder, accounts, keeping);
    return accounts;
  };
  return explained(opening(), (error) => {
    return `Cannot use the users in ${folder}: ${systemReason(error)}; choose another folder with --data`;
  });
}
