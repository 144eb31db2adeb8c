/**
 * A program that adds a listener to the server for each visit.
 *
 * @file server.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

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
  server.on("connection", (socket) => server.on("close", () => socket.end()));
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
