/**
 * A program that leaves its input open, as a client.
 *
 * @file client.ts
 * @caughtBy the client ends well when the server ends between two frames
 * @says keeps the process alive
 */

await runProgram(async () => {
  sayOnStandardError();
  const options = await readOptions("client", ownClientSettings);

  const socket = await explained(
    connect(options),
    (error) => `Cannot connect to ${formatAddress(options)}: ${explainRefusal(error)}`,
  );
  say(`connected to ${formatAddress(options)}`);
  const stream = new FrameStream(socket);

  const { stdin: input, stdout: output } = process;
  await explained(
    Promise.race([talk({ stream, input, output, checksum: options.checksum }), stopSignal()]),
    (error) => `Connection lost: ${explainBrokenConnection(error)}`,
  );
  stream.destroy();
  say("disconnected");
});
