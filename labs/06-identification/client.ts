/**
 * The client: says what is typed, shows what the server says. It can come from another address of
 * this machine.
 *
 *     node labs/06-identification/client.ts
 *     printf 'Ada\nhello\nexit\n' | node labs/06-identification/client.ts --from 127.0.0.2
 */

import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
import { talk } from "../../shared/console/talk.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { explained } from "../../shared/process/errors.ts";
import { runProgram } from "../../shared/process/program.ts";
import { say, sayOnStandardError } from "../../shared/process/say.ts";
import { runClient } from "../../shared/program/run-client.ts";
import { connectFrom, explainWay, fromSetting } from "./connect-from.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", { ...clientSettings, from: fromSetting });

  const socket = await explained(connectFrom(options), (error) => explainWay(error, options));
  const own = { host: socket.localAddress ?? "unknown", port: socket.localPort ?? 0 };
  say(`connected to ${formatAddress(options)} from ${formatAddress(own)}`);

  await runClient(socket, () => talk(socket, process.stdin, process.stdout));
  say("disconnected");
});
