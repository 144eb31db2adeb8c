/**
 * A line echo server that tells its whole story to `DATA/server.log`, and takes commands while it runs.
 *
 *     node labs/05-logging/server.ts --port 9090 --data data
 */
import { logCommands } from "../../shared/console/log-commands.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { runServer } from "../../shared/program/run-server.ts";
import { handleConnection } from "./handle-connection.ts";

/** A client that says nothing for so long is left: 10 minutes, in milliseconds. */
const IDLE_MS = 600_000;

await runServer({
  start({ log, stopping, print }) {
    const limits = { idleMs: IDLE_MS, stopping };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) =>
        handle(socket, (connection) => handleConnection(connection, limits)),
      commands: logCommands(log, print),
    };
  },
});
