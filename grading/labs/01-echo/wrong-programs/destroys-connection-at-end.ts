/**
 * A program that writes without waiting and destroys the connection at the end.
 *
 * @file echo.ts
 * @caughtBy the server goes on after the client has ended its side
 * @says closed before everything was sent
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.destroy());
  await finished(socket);
}
