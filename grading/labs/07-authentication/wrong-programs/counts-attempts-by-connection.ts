/**
 * A program that counts attempts by connection.
 *
 * @file server.ts
 * @caughtBy after too many wrong passwords even the right one must wait
 * @says to connect again costs nothing
 */

await runProgram(async () => {
  const options = await readOptions("server", {
    ...serverSettings,
    ...logSettings,
    ...lockSettings,
  });
  const unlock = await lockDataFolder(options.data);
  const log = await openServerLog(options);
  log.info("starting");

  const keeping = { cost: { ...DEFAULT_COST, ln: options.scryptLn }, gate: new HashGate(), log };
  const opening = explained(openAccounts(), (error) => {
    return `Cannot use the users in ${options.data}: ${systemReason(error)}; choose another folder with --data`;
  });
  const accounts = await startLogged(opening, log);

  const stop = new AbortController();
  const house = { accounts, attempts: new Attempts(options), sessions: new SessionTokens(options) };
  const limits = { ...options, stopping: stop.signal };
  const serve = loggedVisits(log);
  const server = createServer({ allowHalfOpen: true });
  const visits = welcome(server, (socket) =>
    serve(socket, (guest) => visit(guest, { ...house, attempts: new Attempts(options) }, limits)),
  );

  // Before it listens: whoever reads "listening" may stop the server at once.
  const stopped = stopSignal();
  const address = await listenLogged(server, options, log);
  say(`listening on ${formatAddress(address)}`);

  const commands = [...userCommands(accounts, print), ...logCommands(log, print)];
  const operator = openConsole({ commands });
  const why = await Promise.race([stopped, operator.exited.then(() => "exit")]);
  log.info("stopping", { why });
  operator.close();

  stop.abort();
  await stopGracefully(server, visits);
  await accounts.close();
  log.info("stopped");
  await log.close();
  await unlock();
  say("stopped");

  async function openAccounts(): Promise<Accounts> {
    const opened = await Accounts.open(options.data, keeping);
    await importMd5Users(options.data, opened, keeping);
    return opened;
  }

  function print(line: string): void {
    operator.print(line);
  }
});
