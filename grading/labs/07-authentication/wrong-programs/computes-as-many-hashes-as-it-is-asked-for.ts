/**
 * A program that computes as many hashes as it is asked for.
 *
 * @file server.ts
 * @caughtBy more than ten log-ins at once are told that all are busy
 * @says whoever asks for a hundred takes down the server
 */

await runServer({
  settings: lockSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const cost = { ...DEFAULT_COST, ln: options.scryptLn };
    const accounts = await openAccounts(options.data, {
      cost,
      gate: { run: (work) => work() },
      log,
    });
    const attempts = new Attempts(options);
    const context = { accounts, attempts, sessions: new SessionTokens(options) };
    const limits = { ...options, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, context, limits)),
      commands: [...userCommands(accounts, print), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});
