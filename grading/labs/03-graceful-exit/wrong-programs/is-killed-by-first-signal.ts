/**
 * A program that is killed by the first signal.
 *
 * @file client.ts
 * @caughtBy a stopped client ends its side and reads the rest
 * @says was ended by SIGINT
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
      stopped: new Promise(() => stopSignal),
      graceMs: flags.graceMs,
    }),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus(`disconnected: ${ending}`);
});
