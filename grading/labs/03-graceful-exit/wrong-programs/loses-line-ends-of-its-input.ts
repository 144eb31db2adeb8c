/**
 * A program that loses the line ends of its input.
 *
 * @file run-client.ts
 * @caughtBy the client sends exit, and ends
 * @says The line end (LF, 0a) is missing
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    if (socket.writableEnded) return; // a signal has ended this side meanwhile
    await send(socket, chunk.toString().trimEnd());
  }
  socket.end();
}
