/**
 * A program that clears the log and leaves it on the screen.
 *
 * @file server.ts
 * @caughtBy in a terminal clear log asks, and clears the screen
 * @says should clear the screen as well
 */

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
    commands: logCommands(log, (line) => operator.print(line)).map((command) =>
      command.name === "clear log" ? { ...command, run: () => log.clear() } : command,
    ),
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
