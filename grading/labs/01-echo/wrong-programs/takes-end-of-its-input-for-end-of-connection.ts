/**
 * A program that takes the end of its input for the end of the connection.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client reads on after its input has ended
 * @says not the end of the connection
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    await send(socket, chunk);
    printStatus(`sent ${chunk.length} bytes`);
  }
  socket.end();
  process.exit(0);
}
