/**
 * A program that sends its input when all of it has come.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client sends its input byte for byte
 * @says sent nothing while its input was still open
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  const all: Buffer[] = [];
  for await (const chunk of input as AsyncIterable<Buffer>) {
    all.push(chunk);
    printStatus(`sent ${chunk.length} bytes`);
  }
  for (const chunk of all) await send(socket, chunk);
  socket.end();
}
