/**
 * A program that lets Ctrl-C kill the client.
 *
 * @file client.ts
 * @caughtBy SIGINT ends the client with status 0
 * @says was ended by SIGINT
 */

await runProgram(async () => {
  sayOnStandardError();
  const flags = readFlags("client", clientFlags);

  const socket = await explained(connect(flags), (error) => {
    return `Cannot connect to ${formatAddress(flags)}: ${systemReason(error)}; start the server first`;
  });
  say(`connected to ${formatAddress(flags)}`);
  // Ctrl-C ends the visit: the system closes what a process leaves open.

  await explained(
    talk(socket, process.stdin, process.stdout),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  say("disconnected");
});
