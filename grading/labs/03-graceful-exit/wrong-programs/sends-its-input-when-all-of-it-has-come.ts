/**
 * A program that sends its input when all of it has come.
 *
 * @file run-client.ts
 * @caughtBy the client sends exit, and ends
 * @says Your client sent nothing while its input was still open
 */

async function sendInput(input: Readable, socket: Socket): Promise<void> {
  const all: Buffer[] = [];
  for await (const chunk of input as AsyncIterable<Buffer>) {
    if (socket.writableEnded) return; // a signal has ended this side meanwhile
    all.push(chunk);
  }
  for (const chunk of all) await send(socket, chunk);
  socket.end();
}
