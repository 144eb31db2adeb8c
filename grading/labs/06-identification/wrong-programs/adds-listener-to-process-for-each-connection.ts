/**
 * A program that adds a listener to the process for each connection.
 *
 * @file server.ts
 * @caughtBy a connection leaves no listener behind
 * @says leaves listeners behind
 */

await runServer({
  locksData: true,
  async start({ options, log, stopping, print }) {
    const book = await NameBook.open(join(options.data, "names.csv"), (what) => {
      log.warn("file-mended", { what });
      print(what);
    });
    const context = { book, idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(process.on("exit", () => socket.end()) && socket, (connection) =>
          handleConnection(connection, context),
        ),
      commands: [...fileCommands(book, log, print), ...logCommands(log, print)],
      close: () => book.close(),
    };
  },
});
