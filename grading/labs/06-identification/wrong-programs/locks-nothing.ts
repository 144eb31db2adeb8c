/**
 * A program that locks nothing.
 *
 * @file server.ts
 * @caughtBy a second server on the same data is refused
 * @says Two servers that write into one file undo each other's work
 */

await runProgram(async () => {
  const options = await readOptions("server", { ...serverSettings, ...logSettings });
  const unlock = async () => {};
  lockDataFolder satisfies unknown;
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
