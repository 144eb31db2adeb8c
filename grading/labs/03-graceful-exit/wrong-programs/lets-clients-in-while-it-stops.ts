/**
 * A program that lets clients in while it stops.
 *
 * @file shared/net/graceful-shutdown.ts
 * @caughtBy nobody new is let in while the server stops
 * @says it was accepted
 */

export async function shutdown(
  server: Server,
  connections: Connections,
  graceMs = GRACE_MS,
): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of connections.keys()) socket.resetAndDestroy();
  }, graceMs);
  await Promise.all(connections.values());
  clearTimeout(timer);
  server.close();
}
