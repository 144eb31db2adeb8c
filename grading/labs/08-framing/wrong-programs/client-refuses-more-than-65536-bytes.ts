/**
 * A program that takes texts of 65536 bytes at most, as a client.
 *
 * @file client.ts
 * @caughtBy the client takes a text of the limit, and none that is longer
 * @says just the limit is still allowed
 */

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", ownClientSettings);

  const socket = await explained(
    connect(options),
    (error) => `Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  say(`connected to ${formatAddress(options)}`);
  const stream = new FrameStream(socket, { maxBodyBytes: 65536 });

  const { stdin: input, stdout: output } = process;
  await explained(
    Promise.race([talk({ stream, input, output, checksum: options.checksum }), stopSignal()]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  stream.destroy();
  input.destroy();
  say("disconnected");
});
