/**
 * A program that adds a listener to the process for each visit.
 *
 * @file server.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

await runServer({
  locksData: true,
  async start({ options, log, stopping, print }) {
    const book = await NameBook.open(join(options.data, "names.csv"), (what) => {
      log.warn("file-mended", { what });
      print(what);
    });
    const house = { book, idleMs: IDLE_MS, stopping };
    const serve = loggedVisits(log);
    return {
      serve: (socket) =>
        serve(process.on("exit", () => socket.end()) && socket, (visitor) => visit(visitor, house)),
      commands: [...fileCommands(book, log, print), ...logCommands(log, print)],
      close: () => book.close(),
    };
  },
});
