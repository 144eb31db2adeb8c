/**
 * A program that never ends its side, as a client.
 *
 * @file run-client.ts
 * @caughtBy the client leaves by exit, or when its input ends
 * @says End your side
 */

async function sendLines(token: string, { stream, input, checksum }: Conversation): Promise<void> {
  for await (const line of typedLines(input)) {
    if (line === "exit") break;
    await send(stream, withToken(token, withChecksum(checksum, line)));
    printStatus(`sent ${Buffer.byteLength(line)} bytes`);
  }
}
