/**
 * A program that takes every word for a number of lines.
 *
 * @file server.ts
 * @caughtBy show log refuses what is no number of lines
 * @says A number of lines is a whole number, 1 or more
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
    commands: logCommands(log, (line) => operator.print(line)).map((command) => ({
      ...command,
      run: (text: string) =>
        command.run(text === "" ? "" : String(Math.abs(Number.parseInt(text, 10)) || 20)),
    })),
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
