/**
 * A program that takes exit for a command of the client's own.
 *
 * @file run-client.ts
 * @caughtBy the client sends exit, and ends
 * @says the client sends exit like any other line
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    if (socket.writableEnded) return; // a signal has ended this side meanwhile
    if (chunk.toString() === "exit\n") break;
    await send(socket, chunk);
  }
  socket.end();
}
