/**
 * A program that does not wait for drain in the client.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client does not read more input than the server takes
 * @says piles up in this process's memory
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    socket.write(chunk);
    printStatus(`sent ${chunk.length} bytes`);
  }
  socket.end();
}
