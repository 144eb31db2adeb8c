/**
 * A program that leaves the timer of the stop behind.
 *
 * @file shared/net/graceful-shutdown.ts
 * @caughtBy the server ends as soon as all connections are over
 * @says a timer is left
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
  await Promise.all(connections.values());
}
