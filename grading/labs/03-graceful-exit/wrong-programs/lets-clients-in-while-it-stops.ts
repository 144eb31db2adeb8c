/**
 * A program that lets clients in while it stops.
 *
 * @file shared/net/graceful-stop.ts
 * @caughtBy nobody new is let in while the server stops
 * @says it was accepted
 */

export async function stopGracefully(
  server: Server,
  visits: Visits,
  graceMs = GRACE_MS,
): Promise<void> {
  const alarm = setTimeout(() => {
    for (const socket of visits.keys()) socket.resetAndDestroy();
  }, graceMs);
  await Promise.all(visits.values());
  clearTimeout(alarm);
  server.close();
}
