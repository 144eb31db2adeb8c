/**
 * A program that never ends while a client stays.
 *
 * @file shared/net/graceful-shutdown.ts
 * @caughtBy clients that do not go along do not keep the server
 * @says waits for every open connection, forever
 */

export async function shutdown(
  server: Server,
  connections: Connections,
  graceMs = GRACE_MS,
): Promise<void> {
  server.close();
  const timer = setTimeout(() => {}, graceMs);
  await Promise.all(connections.values());
  clearTimeout(timer);
}
