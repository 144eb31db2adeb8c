/**
 * A program that keeps its side open forever.
 *
 * @file echo.ts
 * @caughtBy the server goes on after the client has ended its side
 * @says after the echo the server ends its side
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
  await finished(socket);
}
