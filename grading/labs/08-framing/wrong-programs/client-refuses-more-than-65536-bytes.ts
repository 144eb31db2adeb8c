/**
 * A program that takes texts of 65536 bytes at most, as a client.
 *
 * @file client.ts
 * @caughtBy the client takes a text of the limit, and none that is longer
 * @says just the limit is still allowed
 */

await runProgram(async () => {
  statusToStandardError();
  const options = await readOptions("client", ownClientSettings);

  const stream = new FrameStream(await connectOrExplain(options), { maxBodyBytes: 65536 });
  const { stdin: input, stdout: output } = process;
  await untilStopped(stream, () =>
    runClient({ stream, input, output, checksum: options.checksum }),
  );
  printStatus("disconnected");
});
