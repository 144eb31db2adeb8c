/**
 * A program that loses the line ends of its input.
 *
 * @file shared/console/run-client.ts
 * @caughtBy the client sends its input byte for byte
 * @says The line end (LF, 0a) is missing
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    await send(socket, Buffer.from(chunk.filter((byte) => byte !== 0x0a)));
    printStatus(`sent ${chunk.length} bytes`);
  }
  socket.end();
}
