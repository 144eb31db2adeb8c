/**
 * A program that prints what a client says as it is.
 *
 * @file server.ts
 * @caughtBy a text cannot draw on the operator's screen
 * @says forge a line
 */

await runServer({
  settings: ownServerSettings,
  start({ options, log, stopping }) {
    const print = (line: string) => console.log(line);
    const context: ServerContext = { ...options, line: new WaitQueue<Client>(), stopping, print };
    stopping.addEventListener("abort", () => context.line.close());
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, context)),
      commands: [...talkCommands(context), ...logCommands(log, print)],
      onText: (text) => reply(text, context),
    };
  },
});
