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

  const stream = new FrameStream(await connectOrExplain(options), { maxBodyBytes: 65536 });
  const { stdin: input, stdout: output } = process;
  await runClient(stream, () => talk({ stream, input, output, checksum: options.checksum }));
  say("disconnected");
});
