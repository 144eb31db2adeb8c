/**
 * A program that keeps the client's socket in a variable of its module.
 *
 * @file echo.ts
 * @caughtBy clients do not wait for each other
 * @says in a variable of the module, which all connections share
 */

let current: Socket;

export async function echo(socket: Socket, peer: string): Promise<void> {
  current = socket;
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!current.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
