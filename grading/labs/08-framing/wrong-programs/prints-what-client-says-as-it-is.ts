/**
 * A program that prints what a client says as it is.
 *
 * @file server.ts
 * @caughtBy a text cannot draw on the operator's screen
 * @says forge a line
 */

await runProgram(async () => {
  const options = await readOptions("server", { ...ownServerSettings, ...logSettings });
  const log = await openServerLog(options);
  log.info("starting");

  const stop = new AbortController();
  const print = (line: string) => console.log(line);
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
