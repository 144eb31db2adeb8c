/**
 * A program that adds its listeners and returns at once.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says adding listeners is not waiting
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
}
