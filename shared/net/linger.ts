/**
 * The last part of a connection's life, after the last word.
 *
 *     server  ──  good-bye FIN  ─▶  client
 *     server  ◀─  what was on its way, FIN  ──  client
 *
 * A socket that is closed while unread bytes lie in it, or are still to come, answers them with RST
 * (RFC 9293 section 3.6.1; RFC 2525 section 2.17). The RST may overtake the good-bye: the client then
 * sees "connection reset" in place of the last word. So the side that leaves first goes on reading.
 */
import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import type { Chunks } from "./read-with-timeout.ts";

/** How long a client may take to close its side after the last answer, in milliseconds. */
const LINGER_MS = 3_000;

/**
 * Call it after `socket.end`. Reads and throws away what still comes, until the other side has ended
 * too and the last byte of this side has left. Returns then, or when the connection has broken: the
 * connection is over all the same. After `graceMs` it resets the connection.
 *
 * @exercise 03.3 Throw away what still comes until both sides have ended; after `graceMs`, reset the connection.
 */
export async function linger(socket: Socket, chunks: Chunks, graceMs = LINGER_MS): Promise<void> {
  const timer = setTimeout(() => socket.resetAndDestroy(), graceMs);
  try {
    while ((await chunks.next()).done !== true);
    await finished(socket);
  } catch {
    // The client has reset the connection, or the timer has: gone is gone.
  } finally {
    clearTimeout(timer);
  }
}
