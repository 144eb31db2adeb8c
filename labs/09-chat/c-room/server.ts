/**
 * A chat without memory: many clients, one room, and nobody waits for a slow one.
 *
 *     node labs/09-chat/c-room/server.ts --port 9090 --data data
 *
 *     limiter  ─▶  channel (a)  ─▶  log-in (b)  ─▶  room  ─▶  an outbox for each member
 */
import { logCommands } from "../../../shared/console/log-commands.ts";
import { runServer } from "../../../shared/lifecycle/run-server.ts";
import { openAccounts } from "../b-accounts/open-accounts.ts";
import { openIdentity } from "../connection/identity.ts";
import { answersWithoutHistory } from "./answer-request.ts";
import { chatServerSettings, connectionHandler } from "./handle-connection.ts";
import { Room } from "./room.ts";
import { roomCommands } from "./room-commands.ts";

await runServer({
  settings: chatServerSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const { accounts } = await openAccounts({ ...options, log, stopping });
    // Numbers of messages grow over a restart, too, although nobody knows the last one any more.
    const room = new Room(Date.now());
    const answers = answersWithoutHistory({ room, accounts });
    return {
      handleConnection: connectionHandler(
        { ...options, ...answers, identity, accounts, room, stopping },
        log,
      ),
      announce: () => [`fingerprint ${identity.fingerprint}`],
      commands: [...roomCommands({ room, accounts, log, print }), ...logCommands(log, print)],
      close: () => accounts.close(),
    };
  },
});
