/**
 * A program that serves one client after the other.
 *
 * @file server.ts
 * @caughtBy a client that says nothing holds up nobody
 * @says each client must be served on its own
 * @saysFirst serves one client at a time
 */

await runServer({
  settings: lockSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const cost = { ...DEFAULT_COST, ln: options.scryptLn };
    const accounts = await openAccounts(options.data, { cost, gate: new HashLimiter(), log });
    const attempts = new Attempts(options);
    const context = { accounts, attempts, sessions: new SessionTokens(options) };
    const limits = { ...options, stopping };
    let oneByOne = Promise.resolve();
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        (oneByOne = oneByOne.then(() =>
          handle(socket, (connection) => handleConnection(connection, context, limits)),
        )),
      commands: [...userCommands(accounts, print), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});
