/**
 * A server whose operator talks with one client at a time, in messages that know their length.
 *
 *     node labs/08-framing/server.ts --port 9090
 */
import { logCommands } from "../../shared/console/log-commands.ts";
import { runServer } from "../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../shared/logging/logged-connections.ts";
import { type Client, handleConnection, type ServerContext } from "./handle-connection.ts";
import { reply, talkCommands } from "./operator.ts";
import { ownServerSettings } from "./settings.ts";
import { WaitQueue } from "./wait-queue.ts";

await runServer({
  settings: ownServerSettings,
  start({ options, log, stopping, print }) {
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
