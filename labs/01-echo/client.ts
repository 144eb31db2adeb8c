/**
 * The echo client: sends what it reads on standard input, prints what comes back.
 *
 *     printf 'hello\n' | node labs/01-echo/client.ts --port 9090
 */

import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
import { talk } from "../../shared/console/talk.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import {
  explainBrokenConnection,
  explainConnectError,
  explained,
} from "../../shared/net/network-error.ts";
import { runProgram } from "../../shared/process/program.ts";
import { say, sayOnStandardError } from "../../shared/process/say.ts";
import { stopSignal } from "../../shared/process/stop-signals.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", clientSettings);

  const socket = await explained(connect(options), (error) => explainConnectError(error, options));
  say(`connected to ${formatAddress(options)}`);
  // Ctrl-C ends the visit: the system closes what a process leaves open.
  void stopSignal().then(() => process.exit(0));

  await explained(
    talk(socket, process.stdin, process.stdout),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  say("disconnected");
});
