/**
 * A program that lets Ctrl-C kill the client.
 *
 * @file client.ts
 * @caughtBy SIGINT ends the client with status 0
 * @says was ended by SIGINT
 */

await runProgram(async () => {
  statusToStandardError();
  const flags = readFlags("client", clientFlags);

  const socket = await explained(connect(flags), (error) => {
    return `Cannot connect to ${formatAddress(flags)}: ${systemReason(error)}; start the server first`;
  });
  printStatus(`connected to ${formatAddress(flags)}`);
  // Ctrl-C ends the connection: the system closes what a process leaves open.

  await explained(
    runClient(socket, process.stdin, process.stdout),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  printStatus("disconnected");
});
