/**
 * A program that says lengths in characters, as a client.
 *
 * @file run-client.ts
 * @caughtBy the client says how much it sends and gets
 * @says in bytes of UTF-8, not in characters
 */

async function show(
  messages: AsyncIterable<string>,
  { output, checksum }: Conversation,
): Promise<void> {
  for await (const message of messages) {
    const text = withoutChecksum(checksum, message);
    printStatus(`received ${text.length} bytes`);
    await send(output, `${printable(text)}\n`);
  }
}
