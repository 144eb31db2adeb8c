/**
 * A program that tells the server of each visit what to do at its end.
 *
 * @file server.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

await runProgram(async () => {
  const options = await readOptions("server", { ...serverSettings, ...logSettings });
  const log = await openServerLog(options);
  log.info("starting");

  const stop = new AbortController();
  const patience = { idleMs: IDLE_MS, stopping: stop.signal };
  const serve = loggedVisits(log);
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) =>
    serve(server.on("close", () => socket.end()) && socket, (visitor) => visit(visitor, patience)),
  );

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
