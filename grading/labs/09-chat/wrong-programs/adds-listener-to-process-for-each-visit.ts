/**
 * A program that adds a listener to the process for each visit.
 *
 * @file d-delivery/server.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

await runServer({
  settings: chatServerSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const history = await History.open(options.data, (what) => log.warn("history", { what }));
    const keeping = {
      ...options,
      cost: { ...DEFAULT_COST, ln: options.scryptLn },
      gate: new HashLimiter(),
      guesses: new Guesses(options),
      sessions: new SessionTokens(options),
      log,
    };
    const accounts = new Accounts(await openUsers(options.database, keeping), keeping);
    stopping.addEventListener("abort", () => keeping.gate.close());

    const room = new Room(history.last);
    const context: ServerContext = {
      ...options,
      identity,
      gate: new HashLimiter({ queueLength: HANDSHAKES_WAITING }),
      accounts,
      history,
      room,
      passedOn: new DedupCache(),
      limiter: new ConnectionLimiter(options),
      stopping,
    };
    const handle = connectionHandler(context, log);
    const open = (name: string) => openUsers(name, keeping);
    return {
      handleConnection: (socket) => handle(process.on("exit", () => socket.end()) && socket),
      announce: ({ host }) => [
        `fingerprint ${identity.fingerprint}`,
        ...localAddresses(host).map((each) => `address ${each}`),
      ],
      commands: chatCommands({ room, accounts, history, log, openUsers: open, print, stopping }),
      close: async () => {
        await accounts.close();
        await history.close();
      },
    };
  },
});
