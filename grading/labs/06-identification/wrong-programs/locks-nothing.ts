/**
 * A program that locks nothing.
 *
 * @file server.ts
 * @caughtBy a second server on the same data is refused
 * @says Two servers that write into one file undo each other's work
 */

await runServer({
  async start({ options, log, stopping, print }) {
    const book = await NameBook.open(join(options.data, "names.csv"), (what) => {
      log.warn("file-mended", { what });
      print(what);
    });
    const context = { book, idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, context)),
      commands: [...fileCommands(book, log, print), ...logCommands(log, print)],
      close: () => book.close(),
    };
  },
});
