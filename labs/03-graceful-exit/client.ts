/**
 * The client: sends what is typed, prints what comes back, and ends when the session ends.
 *
 *     printf 'hello\nexit\n' | node labs/03-graceful-exit/client.ts --port 9090
 */

import { formatAddress } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { explainBrokenConnection, explained, systemReason } from "../../shared/process/errors.ts";
import { clientFlags, readFlags } from "../../shared/process/flags.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";
import { graceFlag } from "./limits.ts";
import { runClient } from "./run-client.ts";

await runProgram(async () => {
  statusToStandardError();
  const flags = readFlags("client", { ...clientFlags, ...graceFlag });

  const socket = await explained(connect(flags), (error) => {
    return `Cannot connect to ${formatAddress(flags)}: ${systemReason(error)}; start the server first`;
  });
  printStatus(`connected to ${formatAddress(flags)}`);

  const ending = await explained(
    runClient({
      socket,
      input: process.stdin,
      output: process.stdout,
      stopped: stopSignal(),
      graceMs: flags.graceMs,
    }),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus(`disconnected: ${ending}`);
});
