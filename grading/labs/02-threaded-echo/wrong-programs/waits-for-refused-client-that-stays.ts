/**
 * A program that waits forever for a refused client that stays.
 *
 * @file handle-connection.ts
 * @caughtBy a refused client that stays is let go
 * @says waits for a refused client that never ends its side
 */

export async function refuse(socket: Socket): Promise<void> {
  socket.resume();
  socket.end("server full\n");
  // How a refused client leaves, by its own end, by a reset or by the clock, makes no difference.
  await finished(socket).catch(() => {});
}
