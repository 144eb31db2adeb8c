/**
 * A server whose operator talks with one user at a time: whoever wants to talk logs in first.
 *
 *     node labs/09-chat/b-accounts/server.ts --port 9090 --data data
 */
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { logCommands } from "../../../shared/console/log-commands.ts";
import { runServer } from "../../../shared/lifecycle/run-server.ts";
import { loggedConnections } from "../../../shared/logging/logged-connections.ts";
import { channelServerSettings } from "../a-channel/open-channel.ts";
import { OperatorTalk } from "../a-channel/talk.ts";
import { openIdentity } from "../connection/identity.ts";
import { accountSettings, openAccounts } from "./open-accounts.ts";
import { type ServerContext, serveUser } from "./serve-user.ts";

await runServer({
  settings: { ...channelServerSettings, ...accountSettings },
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const { accounts } = await openAccounts({ ...options, log, stopping });
    const talk = new OperatorTalk(print);
    stopping.addEventListener("abort", () => talk.close());
    const context: ServerContext = {
      ...options,
      identity,
      gate: new HashLimiter(),
      accounts,
      talk,
      talking: new Map(),
      stopping,
      print,
    };
    const handle = loggedConnections(log);
    return {
      handleConnection: (socket) => handle(socket, (client) => serveUser(client, context)),
      announce: () => [`fingerprint ${identity.fingerprint}`],
      commands: [...talk.commands, ...logCommands(log, print)],
      onText: (text) => talk.reply(text),
      close: () => accounts.close(),
    };
  },
});
