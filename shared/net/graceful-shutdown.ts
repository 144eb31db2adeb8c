/**
 * How a server stops without cutting anybody off in mid-answer.
 *
 *     const connections = trackConnections(server, (socket) => handle(socket, stopping));
 *     …
 *     await shutdown(server, connections);
 *
 * Nobody is told here that the server stops. `handle` must know it by itself, by an AbortSignal for
 * example, finish the answer that it is at, say good-bye and end its side.
 */
import type { Server, Socket } from "node:net";

/**
 * How long the connections under way may last after the stop, in milliseconds, when nobody says otherwise.
 * The contract of a lab's program gives the whole stop 5 s.
 */
export const GRACE_MS = 3_000;

/** The clients that are being served: the socket of each, and the promise of the end of its connection. */
export type Connections = Map<Socket, Promise<void>>;

/**
 * Has every client of the server served from now on, and keeps account of the connections. `server.close`
 * waits for open connections too, but cannot tell which they are.
 *
 * @param handle handles one connection and closes its socket; it must never throw
 */
export function trackConnections(
  server: Server,
  handle: (socket: Socket) => Promise<void>,
): Connections {
  const connections: Connections = new Map();
  server.on("connection", (socket) => {
    const handled = handle(socket).finally(() => connections.delete(socket));
    connections.set(socket, handled);
  });
  return connections;
}

/**
 * Stops accepting at once: new clients are refused. Returns when the last connection is over. After the
 * grace time it resets the connections that are still open (RST), because a client that does not
 * read, or never ends its side, would keep the server for ever.
 *
 * @exercise 03.5 Stop accepting; wait until all connections are over; reset the connections that are still open after the grace time.
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
  clearTimeout(timer);
}
