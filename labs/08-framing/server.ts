/**
 * A server whose operator talks with one client at a time, in messages that know their length.
 *
 *     node labs/08-framing/server.ts --port 9090
 */
import { logCommands } from "../../shared/console/log-commands.ts";
import { loggedVisits } from "../../shared/logging/logged-visit.ts";
import { runServer } from "../../shared/program/run-server.ts";
import { reply, talkCommands } from "./operator.ts";
import { ownServerSettings } from "./settings.ts";
import { type Guest, type House, visit } from "./visit.ts";
import { WaitingLine } from "./waiting-line.ts";

await runServer({
  settings: ownServerSettings,
  start({ options, log, stopping, print }) {
    const house: House = { ...options, line: new WaitingLine<Guest>(), stopping, print };
    stopping.addEventListener("abort", () => house.line.close());
    const serve = loggedVisits(log);
    return {
      serve: (socket) => serve(socket, (visitor) => visit(visitor, house)),
      commands: [...talkCommands(house), ...logCommands(log, print)],
      onText: (text) => reply(text, house),
    };
  },
});
