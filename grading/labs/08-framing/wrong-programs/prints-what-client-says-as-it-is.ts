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
    const house: House = { ...options, line: new WaitingLine<Guest>(), stopping, print };
    stopping.addEventListener("abort", () => house.line.close());
    const serve = loggedVisits(log);
    return {
      serve: (socket) => serve(socket, (visitor) => visit(visitor, house)),
      commands: [...talkCommands(house), ...logCommands(log, print)],
      onText: (text) => reply(text, house),
    };
  },
});
