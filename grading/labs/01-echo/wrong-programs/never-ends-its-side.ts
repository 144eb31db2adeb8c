/**
 * A program that never tells the server that its input has ended.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client sends its input byte for byte
 * @says sends a FIN and still reads
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    await send(socket, chunk);
    printStatus(`sent ${chunk.length} bytes`);
  }
}
