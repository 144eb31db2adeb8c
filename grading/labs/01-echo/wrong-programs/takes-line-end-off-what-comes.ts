/**
 * A program that takes the line end off what comes.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says The line end (LF, 0a) is missing
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk.toString().trim())) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
