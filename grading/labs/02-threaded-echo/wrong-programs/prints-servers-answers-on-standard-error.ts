/**
 * A program that prints the server's answers on standard error.
 *
 * @file client.ts
 * @caughtBy the pair works together
 * @says prints what the server says
 */

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
    runClient(socket, process.stdin, process.stderr),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus("disconnected");
});
