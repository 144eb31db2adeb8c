/**
 * A program that prints texts without a line end, as a client.
 *
 * @file run-client.ts
 * @caughtBy the client shows each text on a line of its own
 * @says Each text is a line on standard output
 */

async function show(
  messages: AsyncIterable<string>,
  { output, checksum }: Conversation,
): Promise<void> {
  for await (const message of messages) {
    const text = withoutChecksum(checksum, message);
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, printable(text));
  }
}
