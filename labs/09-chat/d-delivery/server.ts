/**
 * The chat's server: the room of part c, with a history that loses nothing and keeps nothing twice. Here
 * everything is put together.
 *
 *     node labs/09-chat/d-delivery/server.ts --port 9090 --data data
 */
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { DEFAULT_COST } from "../../../shared/auth/password-record.ts";
import { SessionTokens } from "../../../shared/auth/session-tokens.ts";
import { runServer } from "../../../shared/program/run-server.ts";
import { Accounts } from "../b-accounts/accounts.ts";
import { Guesses } from "../b-accounts/guesses.ts";
import { connectionHandler, type ServerOptions } from "../c-room/handle-connection.ts";
import { Room } from "../c-room/room.ts";
import { openIdentity } from "../connection/identity.ts";
import { chatCommands, localAddresses } from "../operator/commands.ts";
import { chatServerSettings } from "../server-settings.ts";
import { openUsers } from "../users/user-store.ts";
import { DedupCache, History } from "./history.ts";
import { answersFromHistory } from "./requests.ts";

await runServer({
  settings: chatServerSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const history = await History.open(options.data, (what) => log.warn("history", { what }));
    const keeping = {
      ...options,
      cost: { ...DEFAULT_COST, ln: options.scryptLn },
      gate: new HashLimiter(),
      guesses: new Guesses(options),
      sessions: new SessionTokens(options),
      log,
    };
    const accounts = new Accounts(await openUsers(options.database, keeping), keeping);
    stopping.addEventListener("abort", () => keeping.gate.close());

    const room = new Room(history.last);
    const context: ServerOptions = {
      ...options,
      ...answersFromHistory({ room, history, accounts, passedOn: new DedupCache() }),
      identity,
      accounts,
      room,
      stopping,
    };
    const open = (name: string) => openUsers(name, keeping);
    return {
      handleConnection: connectionHandler(context, log),
      announce: ({ host }) => [
        `fingerprint ${identity.fingerprint}`,
        ...localAddresses(host).map((each) => `address ${each}`),
      ],
      commands: chatCommands({ room, accounts, history, log, openUsers: open, print, stopping }),
      close: async () => {
        await accounts.close();
        await history.close();
      },
    };
  },
});
