/**
 * The echo client: sends what it reads on standard input, prints what comes back.
 *
 *     printf 'hello\n' | node labs/01-echo/client.ts --port 9090
 */
import { formatAddress } from "../../shared/address.ts";
import { connect } from "../../shared/connect.ts";
import {
  explainBrokenConnection,
  explainConnectError,
  explained,
} from "../../shared/network-error.ts";
import { runProgram } from "../../shared/program.ts";
import { clientSettings, readOptions } from "../../shared/program-options.ts";
import { say, sayOnStandardError } from "../../shared/say.ts";
import { stopSignal } from "../../shared/stop-signals.ts";
import { talk } from "../../shared/talk.ts";

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
