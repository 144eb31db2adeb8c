/**
 * A program that says the length of a chunk by a property that it has not.
 *
 * @file echo.ts
 * @caughtBy the server says how much it received and sent
 * @says nearest line that it printed was "received undefined bytes
 * @typeError TS2339
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.size} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
    printStatus(`sent ${chunk.length} bytes to ${peer}`);
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
