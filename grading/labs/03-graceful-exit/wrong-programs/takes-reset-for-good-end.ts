/**
 * A program that takes a reset for a good end.
 *
 * @file client.ts
 * @caughtBy a reset is no good end for the client
 * @says neither may look like success
 */

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
    }).catch(() => "the server ended the connection"),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus(`disconnected: ${ending}`);
});
