/**
 * A program that closes the connection of a client too many without a word.
 *
 * @file handle-connection.ts
 * @caughtBy a client too many is told that the server is full
 * @says the expected line was "server full"
 */

export async function refuse(socket: Socket): Promise<void> {
  socket.resume();
  socket.destroy();
  // How a refused client leaves, by its own end, by a reset or by the clock, makes no difference.
  await finished(socket, { signal: AbortSignal.timeout(LINGER_MS) }).catch(() => {});
}
