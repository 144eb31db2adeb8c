/**
 * A program that answers only when the client has ended its side.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says Does the server wait for the end of the stream
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    socket.once("end", () => socket.write(chunk));
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
