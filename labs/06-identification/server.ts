/**
 * A server that knows its clients by their addresses: it asks a stranger for a name, keeps that in a
 * file, and greets whoever comes back.
 *
 *     node labs/06-identification/server.ts --port 9090 --data data
 */
import { join } from "node:path";
import { logCommands } from "../../shared/console/log-commands.ts";
import { runServer } from "../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { IDLE_MS } from "../../shared/net/read-with-timeout.ts";
import { fileCommands } from "./file-commands.ts";
import { handleConnection } from "./handle-connection.ts";
import { NameBook } from "./name-book.ts";

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
        handle(socket, (connection) => handleConnection(connection, context)),
      commands: [...fileCommands(book, log, print), ...logCommands(log, print)],
      close: () => book.close(),
    };
  },
});
