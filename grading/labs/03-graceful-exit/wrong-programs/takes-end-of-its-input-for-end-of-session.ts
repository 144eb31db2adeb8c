/**
 * A program that takes the end of its input for the end of the session.
 *
 * @file run-client.ts
 * @caughtBy the client reads on after the end of its input
 * @says not the end of the session
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  for await (const chunk of input as AsyncIterable<Buffer>) {
    if (socket.writableEnded) return; // a signal has ended this side meanwhile
    await send(socket, chunk);
  }
  socket.end();
  process.exit(0);
}
