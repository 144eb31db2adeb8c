/**
 * A program that connects to a host written into the source.
 *
 * @file client.ts
 * @caughtBy an IPv6 address may stand in brackets
 * @says written into the source
 */

await runProgram(async () => {
  statusToStandardError();
  const person = personAtTerminal();
  const settings = { ...clientSettings, accessWord: accessWordSetting };
  const options = await readOptions("client", settings, person);

  const socket = await connectOrExplain({ ...options, host: "127.0.0.1" });
  await untilStopped(socket, () => runSession(socket, wordsFrom(options.accessWord, person)));
  printStatus("disconnected");
});
