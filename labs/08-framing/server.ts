/**
 * A server whose operator talks with one client at a time, in messages that know their length.
 *
 *     node labs/08-framing/server.ts --port 9090
 */
import { createServer } from "node:net";
import { readOptions } from "../../shared/config/program-options.ts";
import { logCommands } from "../../shared/console/log-commands.ts";
import { openConsole } from "../../shared/console/operator-console.ts";
import { logSettings, openServerLog } from "../../shared/logging/log-settings.ts";
import { listenLogged } from "../../shared/logging/logged-listen.ts";
import { loggedVisits } from "../../shared/logging/logged-visit.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { stopGracefully, welcome } from "../../shared/net/graceful-stop.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { say } from "../../shared/process/say.ts";
import { reply, talkCommands } from "./operator.ts";
import { ownServerSettings } from "./settings.ts";
import { type Guest, type House, visit } from "./visit.ts";
import { WaitingLine } from "./waiting-line.ts";

await runProgram(async () => {
  const options = await readOptions("server", { ...ownServerSettings, ...logSettings });
  const log = await openServerLog(options);
  log.info("starting");

  const stop = new AbortController();
  const print = (line: string) => operator.print(line);
  const house: House = {
    ...options,
    line: new WaitingLine<Guest>(),
    stopping: stop.signal,
    print,
  };
  const serve = loggedVisits(log);
  // allowHalfOpen: a client that has ended its side is still told all that was on its way.
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) => serve(socket, (visitor) => visit(visitor, house)));

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);

  const operator = openConsole({
    commands: [...talkCommands(house), ...logCommands(log, print)],
    onText: (text) => reply(text, house),
  });

  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
  log.info("stopping", { why });
  operator.close();
  house.line.close();
  stop.abort();
  await stopGracefully(server, visits);
  log.info("stopped");
  await log.close();
  say("stopped");
});
