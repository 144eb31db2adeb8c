/**
 * A program that changes the text to upper case.
 *
 * @file echo.ts
 * @caughtBy the server sends back what it gets, at once
 * @says came back in upper or lower case
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk.toString().toUpperCase())) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
