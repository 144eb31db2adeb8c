/**
 * A program that reads plain lines in a terminal too.
 *
 * @file server.ts
 * @caughtBy in a terminal the console completes and remembers
 * @says a prompt that ends in a blank
 */
import { PassThrough } from "node:stream";

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

  const operator = openConsole({
    input: process.stdin.pipe(new PassThrough()),
    commands: logCommands(log, (line) => operator.print(line)),
  });
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
