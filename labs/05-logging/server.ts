/**
 * A line echo server that tells its whole story to `DATA/server.log`, and takes commands while it runs.
 *
 *     node labs/05-logging/server.ts --port 9090 --data data
 */
import { logCommands } from "../../shared/console/log-commands.ts";
import { runServer } from "../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { IDLE_MS } from "../../shared/net/read-with-timeout.ts";
import { handleConnection } from "./handle-connection.ts";

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
