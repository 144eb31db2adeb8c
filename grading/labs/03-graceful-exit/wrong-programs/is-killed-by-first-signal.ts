/**
 * A program that is killed by the first signal.
 *
 * @file client.ts
 * @caughtBy a stopped client ends its side and reads the rest
 * @says was ended by SIGINT
 */

await runProgram(async () => {
  sayOnStandardError();
  const flags = readFlags("client", { ...clientFlags, ...graceFlag });

  const socket = await explained(connect(flags), (error) => {
    return `Cannot connect to ${formatAddress(flags)}: ${systemReason(error)}; start the server first`;
  });
  say(`connected to ${formatAddress(flags)}`);

  const ending = await explained(
    talk({
      socket,
      input: process.stdin,
      output: process.stdout,
      stopped: new Promise(() => stopSignal),
      graceMs: flags.graceMs,
    }),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  say(`disconnected: ${ending}`);
});
