/**
 * A program that waits for the first connection only when it stops.
 *
 * @file shared/net/graceful-shutdown.ts
 * @caughtBy clients that do not go along do not keep the server
 * @says also when the first connection is over long before
 */

export async function shutdown(
  server: Server,
  connections: Connections,
  graceMs = GRACE_MS,
): Promise<void> {
  server.close();
  const timer = setTimeout(() => {
    for (const socket of connections.keys()) socket.resetAndDestroy();
  }, graceMs);
  await Promise.race(connections.values());
  clearTimeout(timer);
}
