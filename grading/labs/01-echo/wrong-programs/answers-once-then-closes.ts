/**
 * A program that answers once, then closes.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says answered once, then closed the connection
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.once("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    socket.end();
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
