/**
 * A program that pauses and never reads on.
 *
 * @file echo.ts
 * @caughtBy a client that does not read is not read either
 * @says paused and never read on
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
