/**
 * A line echo server that tells its whole story to `DATA/server.log`, and takes commands while it runs.
 *
 *     node labs/05-logging/server.ts --port 9090 --data data
 */
import { createServer } from "node:net";
import { readOptions, serverSettings } from "../../shared/config/program-options.ts";
import { logCommands } from "../../shared/console/log-commands.ts";
import { openConsole } from "../../shared/console/operator-console.ts";
import { logSettings, openServerLog } from "../../shared/logging/log-settings.ts";
import { listenLogged } from "../../shared/logging/logged-listen.ts";
import { loggedVisits } from "../../shared/logging/logged-visit.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { stopGracefully, welcome } from "../../shared/net/graceful-stop.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say, sayNow } from "../../shared/process/say.ts";
import { visit } from "./visit.ts";

/** A client that says nothing for so long is left: 10 minutes, in milliseconds. */
const IDLE_MS = 600_000;

await runProgram(async () => {
  const options = await readOptions("server", { ...serverSettings, ...logSettings });
  const log = await openServerLog(options);
  log.info("starting");

  const stop = new AbortController();
  const patience = { idleMs: IDLE_MS, stopping: stop.signal };
  const serve = loggedVisits(log);
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) => serve(socket, (visitor) => visit(visitor, patience)));

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);

  const operator = openConsole({ commands: logCommands(log, (line) => operator.print(line)) });
  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);

  log.info("stopping", { why });
  stop.abort();
  await stopGracefully(server, visits);
  operator.close();
  log.info("stopped");
  await log.close();
  say("stopped");
  sayNow();
});
