/**
 * A program that adds a listener to the process for each visit.
 *
 * @file server.ts
 * @caughtBy a visit leaves no listener behind
 * @says leaves listeners behind
 */

await runServer({
  settings: ownServerSettings,
  start({ options, log, stopping, print }) {
    const house: House = { ...options, line: new WaitingLine<Guest>(), stopping, print };
    stopping.addEventListener("abort", () => house.line.close());
    const serve = loggedVisits(log);
    return {
      serve: (socket) =>
        serve(process.on("exit", () => socket.end()) && socket, (visitor) => visit(visitor, house)),
      commands: [...talkCommands(house), ...logCommands(log, print)],
      onText: (text) => reply(text, house),
    };
  },
});
