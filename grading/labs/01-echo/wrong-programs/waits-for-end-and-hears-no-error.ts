/**
 * A program that waits for the end and hears no error.
 *
 * @file echo.ts
 * @caughtBy a reset ends one connection only
 * @says crashed: …look at `echo`: it must wait with `finished(socket)`
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
  await new Promise((resolve) => socket.once("close", resolve));
}
