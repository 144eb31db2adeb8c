/**
 * A program that does not wait for drain.
 *
 * @file echo.ts
 * @caughtBy a client that does not read is not read either
 * @says piles up in this process's memory
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    socket.write(chunk);
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
