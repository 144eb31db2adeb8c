/**
 * A server that knows its clients by their addresses: it asks a stranger for a name, keeps that in a
 * file, and greets whoever comes back.
 *
 *     node labs/06-identification/server.ts --port 9090 --data data
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { readOptions, serverSettings } from "../../shared/config/program-options.ts";
import { logCommands } from "../../shared/console/log-commands.ts";
import { openConsole } from "../../shared/console/operator-console.ts";
import { logSettings, openServerLog } from "../../shared/logging/log-settings.ts";
import { listenLogged } from "../../shared/logging/logged-listen.ts";
import { startLogged } from "../../shared/logging/logged-start.ts";
import { loggedVisits } from "../../shared/logging/logged-visit.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { stopGracefully, welcome } from "../../shared/net/graceful-stop.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say } from "../../shared/process/say.ts";
import { lockDataFolder } from "../../shared/storage/data-lock.ts";
import { fileCommands } from "./file-commands.ts";
import { NameBook } from "./name-book.ts";
import { visit } from "./visit.ts";

/** A client that says nothing for so long is left: 10 minutes, in milliseconds. */
const IDLE_MS = 600_000;

await runProgram(async () => {
  const options = await readOptions("server", { ...serverSettings, ...logSettings });
  const unlock = await lockDataFolder(options.data);
  const log = await openServerLog(options);
  log.info("starting");
  const opening = NameBook.open(join(options.data, "names.csv"), (what) => {
    log.warn("file-mended", { what });
    say(what);
  });
  const book = await startLogged(opening, log);

  const stop = new AbortController();
  const house = { book, idleMs: IDLE_MS, stopping: stop.signal };
  const serve = loggedVisits(log);
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) => serve(socket, (visitor) => visit(visitor, house)));

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);

  const print = (line: string) => operator.print(line);
  const commands = [...fileCommands(book, log, print), ...logCommands(log, print)];
  const operator = openConsole({ commands });

  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
  log.info("stopping", { why });
  operator.close();
  stop.abort();
  await stopGracefully(server, visits);
  log.info("stopped");
  await book.close();
  await log.close();
  await unlock();
  say("stopped");
});
