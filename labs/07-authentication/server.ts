/**
 * A server that knows who speaks: by a password at the log-in, by a token after it.
 *
 *     node labs/07-authentication/server.ts --port 9090 --data data
 *
 * What is secret crosses the network as it is, until lab 09. So it listens on 127.0.0.1, where nobody
 * else can listen in, unless it is told otherwise.
 */
import { createServer } from "node:net";
import { Attempts } from "../../shared/auth/attempts.ts";
import { HashGate } from "../../shared/auth/hash-gate.ts";
import { DEFAULT_COST } from "../../shared/auth/password-record.ts";
import { SessionTokens } from "../../shared/auth/session-tokens.ts";
import { readOptions, serverSettings } from "../../shared/config/program-options.ts";
import { logCommands } from "../../shared/console/log-commands.ts";
import { openConsole } from "../../shared/console/operator-console.ts";
import { logSettings, openServerLog } from "../../shared/logging/log-settings.ts";
import { listenLogged } from "../../shared/logging/logged-listen.ts";
import { startLogged } from "../../shared/logging/logged-start.ts";
import { loggedVisits } from "../../shared/logging/logged-visit.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { stopGracefully, welcome } from "../../shared/net/graceful-stop.ts";
import { explained, systemReason } from "../../shared/process/errors.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say } from "../../shared/process/say.ts";
import { lockDataFolder } from "../../shared/storage/data-lock.ts";
import { Accounts } from "./accounts.ts";
import { importMd5Users } from "./legacy.ts";
import { lockSettings } from "./settings.ts";
import { userCommands } from "./user-commands.ts";
import { visit } from "./visit.ts";

await runProgram(async () => {
  const options = await readOptions("server", {
    ...serverSettings,
    ...logSettings,
    ...lockSettings,
  });
  const unlock = await lockDataFolder(options.data);
  const log = await openServerLog(options);
  log.info("starting");

  const keeping = { cost: { ...DEFAULT_COST, ln: options.scryptLn }, gate: new HashGate(), log };
  const opening = explained(openAccounts(), (error) => {
    return `Cannot use the users in ${options.data}: ${systemReason(error)}; choose another folder with --data`;
  });
  const accounts = await startLogged(opening, log);

  const stop = new AbortController();
  const house = { accounts, attempts: new Attempts(options), sessions: new SessionTokens(options) };
  const limits = { ...options, stopping: stop.signal };
  const serve = loggedVisits(log);
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) => serve(socket, (guest) => visit(guest, house, limits)));

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);

  const commands = [...userCommands(accounts, print), ...logCommands(log, print)];
  const operator = openConsole({ commands });
  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
  log.info("stopping", { why });
  operator.close();

  stop.abort();
  await stopGracefully(server, visits);
  await accounts.close();
  log.info("stopped");
  await log.close();
  await unlock();
  say("stopped");

  async function openAccounts(): Promise<Accounts> {
    const opened = await Accounts.open(options.data, keeping);
    await importMd5Users(options.data, opened, keeping);
    return opened;
  }

  function print(line: string): void {
    operator.print(line);
  }
});
