/**
 * A program that takes every word for a number of lines.
 *
 * @file server.ts
 * @caughtBy show log refuses what is no number of lines
 * @says A number of lines is a whole number, 1 or more
 */

await runServer({
  start({ log, stopping, print }) {
    const limits = { idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, limits)),
      commands: logCommands(log, print).map((command) => ({
        ...command,
        run: (text: string) =>
          command.run(text === "" ? "" : String(Math.abs(Number.parseInt(text, 10)) || 20)),
      })),
    };
  },
});
