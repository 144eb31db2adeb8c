/**
 * The chat server: everything of the eight labs before, for many users at once.
 *
 *     node labs/09-chat/server.ts --port 9090 --data data
 *
 * What it serves its clients with is in channel/, accounts/ and room/; here it is put together.
 */
import { createServer } from "node:net";
import { HashGate } from "../../shared/auth/hash-gate.ts";
import { DEFAULT_COST } from "../../shared/auth/password-record.ts";
import { SessionTokens } from "../../shared/auth/session-tokens.ts";
import { readOptions } from "../../shared/config/program-options.ts";
import { openConsole } from "../../shared/console/operator-console.ts";
import { logSettings, openServerLog } from "../../shared/logging/log-settings.ts";
import { listenLogged } from "../../shared/logging/logged-listen.ts";
import { startLogged } from "../../shared/logging/logged-start.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { stopGracefully, welcome } from "../../shared/net/graceful-stop.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say } from "../../shared/process/say.ts";
import { lockDataFolder } from "../../shared/storage/data-lock.ts";
import { Accounts } from "./accounts/accounts.ts";
import { Guesses } from "./accounts/guesses.ts";
import { openUsers } from "./accounts/open-users.ts";
import { openIdentity } from "./channel/identity.ts";
import { localAddresses } from "./local-addresses.ts";
import { chatCommands } from "./operator/commands.ts";
import { ConnectionLimiter } from "./room/connection-limiter.ts";
import { connectionHandler, type ServerContext } from "./room/handle-connection.ts";
import { DedupCache, History } from "./room/history.ts";
import { Room } from "./room/room.ts";
import { chatServerSettings } from "./settings.ts";

/** So many handshakes may wait for one of the two places: they take milliseconds. */
const HANDSHAKES_WAITING = 1_000;

await runProgram(async () => {
  const options = await readOptions("server", { ...chatServerSettings, ...logSettings });
  const unlock = await lockDataFolder(options.data);
  const log = await openServerLog(options);
  log.info("starting");

  const identity = await startLogged(openIdentity(options.data), log);
  const opening = History.open(options.data, (what) => log.warn("history", { what }));
  const history = await startLogged(opening, log);
  const keeping = {
    ...options,
    cost: { ...DEFAULT_COST, ln: options.scryptLn },
    gate: new HashGate(),
    guesses: new Guesses(options),
    sessions: new SessionTokens(options),
    log,
  };
  const users = await startLogged(openUsers(options.database, keeping), log);
  const accounts = new Accounts(users, keeping);

  const room = new Room(history.last);
  const stop = new AbortController();
  const context: ServerContext = {
    ...options,
    identity,
    gate: new HashGate({ queueLength: HANDSHAKES_WAITING }),
    accounts,
    history,
    room,
    passedOn: new DedupCache(),
    limiter: new ConnectionLimiter(options),
    stopping: stop.signal,
  };
  // allowHalfOpen: who has said CLOSE and ended its side is still told what was on its way.
  const server = createServer({ allowHalfOpen: true });
  const underWay = welcome(server, connectionHandler(context, log));

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);
  say(`fingerprint ${identity.fingerprint}`);
  for (const host of localAddresses(address.host)) say(`address ${host}`);

  const print = (line: string) => operator.print(line);
  const open = (name: string) => openUsers(name, keeping);
  const operator = openConsole({
    commands: chatCommands({
      room,
      accounts,
      history,
      log,
      openUsers: open,
      print,
      stopping: stop.signal,
    }),
  });
  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
  log.info("stopping", { why });
  operator.close();

  stop.abort();
  keeping.gate.close();
  await stopGracefully(server, underWay);
  await accounts.close();
  await history.close();
  log.info("stopped");
  await log.close();
  await unlock();
  say("stopped");
});
