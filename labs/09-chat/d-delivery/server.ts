/**
 * The chat's server: the room of part c, with a history that loses nothing and keeps nothing twice. Here
 * everything is put together.
 *
 *     node labs/09-chat/d-delivery/server.ts --port 9090 --data data
 */
import { runServer } from "../../../shared/lifecycle/run-server.ts";
import { openAccounts } from "../b-accounts/open-accounts.ts";
import {
  chatServerSettings,
  connectionHandler,
  type ServerOptions,
} from "../c-room/handle-connection.ts";
import { Room } from "../c-room/room.ts";
import { openIdentity } from "../connection/identity.ts";
import { chatCommands, localAddresses } from "../operator/commands.ts";
import { DedupCache, History } from "./history.ts";
import { answersFromHistory } from "./requests.ts";

await runServer({
  settings: chatServerSettings,
  locksData: true,
  async start({ options, log, stopping, print }) {
    const identity = await openIdentity(options.data);
    const history = await History.open(options.data, (what) => log.warn("history", { what }));
    const { accounts, openStore } = await openAccounts({ ...options, log, stopping });
    const room = new Room(history.last);
    const context: ServerOptions = {
      ...options,
      ...answersFromHistory({ room, history, accounts, passedOn: new DedupCache() }),
      identity,
      accounts,
      room,
      stopping,
    };
    return {
      handleConnection: connectionHandler(context, log),
      announce: ({ host }) => [
        `fingerprint ${identity.fingerprint}`,
        ...localAddresses(host).map((each) => `address ${each}`),
      ],
      commands: chatCommands({
        room,
        accounts,
        history,
        log,
        openStore,
        print,
        stopping,
      }),
      close: async () => {
        await accounts.close();
        await history.close();
      },
    };
  },
});
