/**
 * A program that says nothing of what it sends.
 *
 * @file echo.ts
 * @caughtBy the server says how much it received and sent
 * @says sent 6 bytes to
 */

export async function echo(socket: Socket, peer: string): Promise<void> {
  socket.on("data", (chunk) => {
    printStatus(`received ${chunk.length} bytes from ${peer}`);
    if (!socket.write(chunk)) {
      socket.pause();
      socket.once("drain", () => socket.resume());
    }
  });
  socket.once("end", () => socket.end());
  await finished(socket);
}
