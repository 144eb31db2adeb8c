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
    const serve = loggedVisits(log);
    return {
      serve: (socket) => serve(socket, (visitor) => visit(visitor, limits)),
      commands: logCommands(log, (line) => console.log(line)),
    };
  },
});
