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
    const house = { accounts, sessions: new SessionTokens(options) };
    const limits = { ...options, stopping };
    const serve = loggedVisits(log);
    return {
      serve: (socket) =>
        serve(socket, (guest) =>
          visit(guest, { ...house, attempts: new Attempts(options) }, limits),
        ),
      commands: [...userCommands(accounts, print), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});
