/**
 * A program that ends without waiting for the last byte.
 *
 * @file echo.ts
 * @caughtBy the last bytes are not lost
 * @says throws away what still waits
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
  await new Promise((resolve) => socket.once("end", resolve));
}
