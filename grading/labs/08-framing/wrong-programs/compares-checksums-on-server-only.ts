/**
 * A program that compares checksums on the server only.
 *
 * @file run-client.ts
 * @caughtBy the client compares checksums too
 * @says computed and compared
 */

async function show(
  messages: AsyncIterable<string>,
  { output, checksum }: Conversation,
): Promise<void> {
  for await (const message of messages) {
    const text = message.slice(withChecksum(checksum, "").length);
    printStatus(`received ${Buffer.byteLength(text)} bytes`);
    await send(output, `${printable(text)}\n`);
  }
}
