/**
 * A server whose operator talks with one client at a time, as in lab 08, through a sealed channel.
 *
 *     node labs/09-chat/a-channel/server.ts --port 9090 --data data
 */
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { logCommands } from "../../../shared/console/log-commands.ts";
import { runServer } from "../../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../../shared/logging/logged-connections.ts";
import { openIdentity } from "../connection/identity.ts";
import { openKeyLog } from "../connection/key-log.ts";
import { channelServerSettings } from "./open-channel.ts";
import { handleTalk, OperatorTalk, type TalkContext } from "./talk.ts";

await runServer({
  settings: channelServerSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const talk = new OperatorTalk(print);
    stopping.addEventListener("abort", () => talk.close());
    const context: TalkContext = {
      ...options,
      identity,
      gate: new HashLimiter(),
      logKeys: openKeyLog(options.keyLog),
      talk,
      stopping,
      print,
    };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) => handle(socket, (client) => handleTalk(client, context)),
      announce: () => [`fingerprint ${identity.fingerprint}`],
      commands: [...talk.commands, ...logCommands(log, print)],
      onText: (text) => talk.reply(text),
    };
  },
});
