/**
 * A program that refuses a client in words of its own.
 *
 * @file handle-connection.ts
 * @caughtBy a client too many is told that the server is full
 * @says The line is `server full`, in these letters
 */

export async function refuse(socket: Socket): Promise<void> {
  socket.resume();
  socket.end("Server is full\n");
  // How a refused client leaves, by its own end, by a reset or by the clock, makes no difference.
  await finished(socket, { signal: AbortSignal.timeout(LINGER_MS) }).catch(() => {});
}
