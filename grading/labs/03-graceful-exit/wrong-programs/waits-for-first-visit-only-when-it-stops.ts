/**
 * A program that waits for the first visit only when it stops.
 *
 * @file shared/net/graceful-shutdown.ts
 * @caughtBy clients that do not go along do not keep the server
 * @says also when the first visit is over long before
 */

export async function shutdown(
  server: Server,
  visits: Connections,
  graceMs = GRACE_MS,
): Promise<void> {
  server.close();
  const alarm = setTimeout(() => {
    for (const socket of visits.keys()) socket.resetAndDestroy();
  }, graceMs);
  await Promise.race(visits.values());
  clearTimeout(alarm);
}
