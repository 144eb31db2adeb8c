/**
 * A program that always waits for the whole grace time.
 *
 * @file shared/net/linger.ts
 * @caughtBy the server says how a client left
 * @says It always waits --grace-ms
 */

export async function linger(socket: Socket, chunks: Chunks, graceMs: number): Promise<void> {
  const timer = setTimeout(() => socket.resetAndDestroy(), graceMs);
  try {
    while ((await chunks.next()).done !== true);
    await new Promise((resolve) => setTimeout(resolve, graceMs));
  } catch {
    // The client has reset the connection, or the timer has: gone is gone.
  } finally {
    clearTimeout(timer);
  }
}
