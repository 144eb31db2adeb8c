/**
 * A program that prints the log as it stands.
 *
 * @file server.ts
 * @caughtBy show log is harmless whatever the file holds
 * @says Escape the control characters of each line again
 */

await runServer({
  start({ log, stopping, print }) {
    const limits = { idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, limits)),
      commands: logCommands(log, (line) => console.log(line)),
    };
  },
});
