/**
 * A program that begins the grace time anew with every byte that it throws away.
 *
 * @file shared/net/linger.ts
 * @caughtBy a client that does not leave after the good-bye is left
 * @says Such a wait needs an end
 */

export async function linger(socket: Socket, chunks: Chunks, graceMs: number): Promise<void> {
  const timer = setTimeout(() => socket.resetAndDestroy(), graceMs);
  try {
    while ((await chunks.next()).done !== true) timer.refresh();
    await finished(socket);
  } catch {
    // The client has reset the connection, or the timer has: gone is gone.
  } finally {
    clearTimeout(timer);
  }
}
