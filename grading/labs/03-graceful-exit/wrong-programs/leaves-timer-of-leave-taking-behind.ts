/**
 * A program that leaves the timer of the leave-taking behind.
 *
 * @file shared/net/linger.ts
 * @caughtBy the server ends as soon as all connections are over
 * @says a timer is left. Look at `shutdown` (03.5), then at `linger` (03.3)
 */

export async function linger(socket: Socket, chunks: Chunks, graceMs: number): Promise<void> {
  const timer = setTimeout(() => socket.resetAndDestroy(), graceMs);
  try {
    while ((await chunks.next()).done !== true);
    await finished(socket);
  } catch {
    // The client has reset the connection, or the timer has: gone is gone.
  } finally {
  }
}
