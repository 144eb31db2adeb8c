/**
 * A program that connects to a host written into the source.
 *
 * @file client.ts
 * @caughtBy an IPv6 address may stand in brackets
 * @says written into the source
 */

await runProgram(async () => {
  sayOnStandardError();
  const person = personAtTerminal();
  const settings = { ...clientSettings, accessWord: accessWordSetting };
  const options = await readOptions("client", settings, person);

  const socket = await explained(
    connect({ ...options, host: "127.0.0.1" }),
    (error) => `Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  say(`connected to ${formatAddress(options)}`);

  await explained(
    Promise.race([visit(socket, wordsFrom(options.accessWord, person)), stopSignal()]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  socket.destroy();
  process.stdin.destroy();
  say("disconnected");
});
