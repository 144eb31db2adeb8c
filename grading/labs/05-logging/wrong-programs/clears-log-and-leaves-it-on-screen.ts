/**
 * A program that clears the log and leaves it on the screen.
 *
 * @file server.ts
 * @caughtBy in a terminal clear log asks, and clears the screen
 * @says should clear the screen as well
 */

await runServer({
  start({ log, stopping, print }) {
    const limits = { idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, limits)),
      commands: logCommands(log, print).map((command) =>
        command.name === "clear log" ? { ...command, run: () => log.clear() } : command,
      ),
    };
  },
});
