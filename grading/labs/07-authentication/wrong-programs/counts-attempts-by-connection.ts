/**
 * A program that counts attempts by connection.
 *
 * @file server.ts
 * @caughtBy after too many wrong passwords even the right one must wait
 * @says to connect again costs nothing
 */

await runServer({
  settings: lockSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const cost = { ...DEFAULT_COST, ln: options.scryptLn };
    const accounts = await openAccounts(options.data, { cost, gate: new HashLimiter(), log });
    const context = { accounts, sessions: new SessionTokens(options) };
    const limits = { ...options, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (client) =>
          handleConnection(client, { ...context, attempts: new Attempts(options) }, limits),
        ),
      commands: [...userCommands(accounts, print), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});
