/**
 * Waiting for a client: its next bytes, or the reason why there will be none.
 *
 *     chunk │ chunk │ … silence …        it is there and says nothing for too long
 *     chunk │ chunk │ end                it has ended its side (FIN)
 *     chunk │ chunk │ stop               the server stops
 *     chunk │ chunk ╳ ECONNRESET         it is gone: an exception
 *
 * A read alone would wait for ever: a client whose cable is pulled sends neither FIN nor RST.
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What a wait for a client has brought. */
export type ReadResult =
  | { type: "chunk"; chunk: Buffer }
  | { type: "end" }
  | { type: "silence" }
  | { type: "stop" };

/** The chunks of a connection, in order. */
export type Chunks = AsyncIterator<Buffer, undefined>;

/** How long a client may be silent, in milliseconds: 10 minutes. For servers that have no setting for it. */
export const IDLE_MS = 600_000;

/** How long a wait may last. */
export interface ReadLimits {
  /** Silence for so long ends the wait, in milliseconds. */
  idleMs: number;
  /** Ends every wait when it aborts. */
  stopping: AbortSignal;
}

/** The chunks of a socket. Whoever stops reading them leaves the socket open, and can go on later. */
export function chunksOf(socket: Socket): Chunks {
  return socket.iterator({ destroyOnReturn: false });
}

/**
 * Waits for the next chunk, for the end of the stream, for too long a silence, or for the stop:
 * whichever comes first. It leaves no timer and no listener behind; a timer that is left keeps the
 * process alive.
 *
 * After a silence or a stop the read itself is still under way: it takes the next chunk along, which
 * then reaches nobody. Who has said good-bye does not miss it.
 *
 * @throws the system's error when the connection breaks
 *
 * @exercise 03.1 Return what comes first: a chunk, the end, silence for `idleMs`, or the stop; leave no timer behind.
 */
export async function readNext(
  chunks: Chunks,
  { idleMs, stopping }: ReadLimits,
): Promise<ReadResult> {
  if (stopping.aborted) return { type: "stop" };
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      chunks.next().then(({ value }) => asReadResult(value)),
      pause(idleMs, { type: "silence" } as const, { signal }),
      once(stopping, "abort", { signal }).then(() => ({ type: "stop" }) as const),
    ]);
  } finally {
    over.abort();
  }
}

function asReadResult(chunk: Buffer | undefined): ReadResult {
  return chunk === undefined ? { type: "end" } : { type: "chunk", chunk };
}
