/**
 * A program that waits forever for a client that does not leave.
 *
 * @file shared/net/linger.ts
 * @caughtBy a client that does not leave after the good-bye is left
 * @says waits for a client that never ends its side
 */

export async function linger(socket: Socket, chunks: Chunks, graceMs: number): Promise<void> {
  const timer = setTimeout(() => {}, graceMs);
  try {
    while ((await chunks.next()).done !== true);
    await finished(socket);
  } catch {
    // The client has reset the connection, or the timer has: gone is gone.
  } finally {
    clearTimeout(timer);
  }
}
