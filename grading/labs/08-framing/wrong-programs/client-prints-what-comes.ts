/**
 * A program that prints what comes as it is, as a client.
 *
 * @file run-client.ts
 * @caughtBy a text cannot give commands to the client's terminal
 * @says commands to the terminal
 */

async function show(
  messages: AsyncIterable<string>,
  { output, checksum }: Conversation,
): Promise<void> {
  for await (const message of messages) {
    const text = withoutChecksum(checksum, message);
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, `${text}\n`);
  }
}
