/**
 * A program that forgets its token, as a client.
 *
 * @file run-client.ts
 * @caughtBy the client puts its token before every message
 * @says the client's line
 */

async function sendLines(token: string, { stream, input, checksum }: Conversation): Promise<void> {
  for await (const line of typedLines(input)) {
    if (line === "exit") break;
    await send(stream, withChecksum(checksum, line));
    printStatus(`sent ${Buffer.byteLength(line)} bytes`);
  }
  stream.end();
}
