/**
 * A program that decodes each chunk alone.
 *
 * @file echo.ts
 * @caughtBy the server sends back every byte, however it is cut
 * @says cut letters were lost
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk.toString())) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
