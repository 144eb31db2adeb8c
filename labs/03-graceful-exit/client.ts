/**
 * The client: sends what is typed, prints what comes back, and ends when the session ends.
 *
 *     printf 'hello\nexit\n' | node labs/03-graceful-exit/client.ts --port 9090
 */

import { clientSettings, readOptions } from "../../shared/config/program-options.ts";
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
import { graceSetting } from "./limits.ts";
import { talk } from "./talk.ts";

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", { ...clientSettings, ...graceSetting });

  const socket = await explained(connect(options), (error) => explainConnectError(error, options));
  say(`connected to ${formatAddress(options)}`);

  const ending = await explained(
    talk({
      socket,
      input: process.stdin,
      output: process.stdout,
      stopped: stopSignal(),
      graceMs: options.graceMs,
    }),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  say(`disconnected: ${ending}`);
});
