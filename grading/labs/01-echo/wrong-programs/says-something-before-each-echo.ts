/**
 * A program that says something before each echo.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says Something else stands before it: "echo: "
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(`echo: ${chunk}`)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
