/**
 * The echo client: sends what it reads on standard input, prints what comes back.
 *
 *     printf 'hello\n' | node labs/01-echo/client.ts --port 9090
 */
import { runClient } from "../../shared/console/run-client.ts";
import { formatAddress } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { explainBrokenConnection, explained, systemReason } from "../../shared/process/errors.ts";
import { clientFlags, readFlags } from "../../shared/process/flags.ts";
import { printStatus, statusToStandardError } from "../../shared/process/print-status.ts";
import { runProgram, stopSignal } from "../../shared/process/program.ts";

await runProgram(async () => {
  statusToStandardError();
  const flags = readFlags("client", clientFlags);

  const socket = await explained(connect(flags), (error) => {
    return `Cannot connect to ${formatAddress(flags)}: ${systemReason(error)}; start the server first`;
  });
  printStatus(`connected to ${formatAddress(flags)}`);
  // Ctrl-C ends the connection: the system closes what a process leaves open.
  void stopSignal().then(() => process.exit(0));

  await explained(
    runClient(socket, process.stdin, process.stdout),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus("disconnected");
});
