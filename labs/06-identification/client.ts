/**
 * The client: says what is typed, shows what the server says. It can come from another address of
 * this machine.
 *
 *     node labs/06-identification/client.ts
 *     printf 'Ada\nhello\nexit\n' | node labs/06-identification/client.ts --from 127.0.0.2
 */

import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
import { runClient } from "../../shared/console/run-client.ts";
import { untilStopped } from "../../shared/lifecycle/client-program.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { explained } from "../../shared/process/errors.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram } from "../../shared/process/program.ts";
import { connectFrom, explainWay, fromSetting } from "./connect-from.ts";

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", { ...clientSettings, from: fromSetting });

  const socket = await explained(connectFrom(options), (error) => explainWay(error, options));
  const own = { host: socket.localAddress ?? "unknown", port: socket.localPort ?? 0 };
  printStatus(`connected to ${formatAddress(options)} from ${formatAddress(own)}`);

  await untilStopped(socket, () => runClient(socket, process.stdin, process.stdout));
  printStatus("disconnected");
});
