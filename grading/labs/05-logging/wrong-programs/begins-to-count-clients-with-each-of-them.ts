/**
 * A program that begins to count clients with each of them.
 *
 * @file server.ts
 * @caughtBy each client has a number
 * @says both are connection=1
 */

await runServer({
  start({ log, stopping, print }) {
    const limits = { idleMs: IDLE_MS, stopping };
    return {
      handleConnection: (socket) =>
        loggedConnections(log)(socket, (connection) => handleConnection(connection, limits)),
      commands: logCommands(log, print),
    };
  },
});
