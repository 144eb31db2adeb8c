/**
 * A program that adds a listener to the process for each connection.
 *
 * @file server.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

await runServer({
  settings: ownServerSettings,
  start({ options, log, stopping, print }) {
    const context: ServerContext = { ...options, line: new WaitQueue<Client>(), stopping, print };
    stopping.addEventListener("abort", () => context.line.close());
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(process.on("exit", () => socket.end()) && socket, (connection) =>
          handleConnection(connection, context),
        ),
      commands: [...talkCommands(context), ...logCommands(log, print)],
      onText: (text) => reply(text, context),
    };
  },
});
