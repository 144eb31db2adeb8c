/**
 * Chunks that arrive later, as over a long way: each takes the same time, and many are under way at
 * once. Only so many fit; who sends more waits, as with a full window (RFC 9293 section 3.8).
 */
import { once } from "node:events";
import { PassThrough } from "node:stream";

/** How many chunks fit onto the way. Each may be 64 KiB long, as one read of a socket gives. */
const MAX_UNDER_WAY = 64;

/** What is under way: a chunk, or that there will be no more of them. */
interface Parcel {
  chunk?: Buffer;
  /** What ended the chunks before their end. */
  failure?: unknown;
  arrivesAt: number;
}

/** The same chunks, and the same end, so many milliseconds later. */
export async function* delayed(
  chunks: AsyncIterable<Buffer>,
  delayMs: number,
): AsyncGenerator<Buffer, void> {
  const way = new PassThrough({ objectMode: true, highWaterMark: MAX_UNDER_WAY });
  void sendAll(chunks, way, delayMs);
  for await (const { chunk, failure, arrivesAt } of way as AsyncIterable<Parcel>) {
    const leftMs = arrivesAt - performance.now();
    // What is under way keeps no process alive: only the sockets at both ends do.
    if (leftMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, leftMs).unref());
    if (failure !== undefined) throw failure;
    if (chunk !== undefined) yield chunk;
  }
}

/** Sends all chunks and what ended them; stops when nobody waits for them any more. Never throws. */
async function sendAll(
  chunks: AsyncIterable<Buffer>,
  way: PassThrough,
  delayMs: number,
): Promise<void> {
  const parcel = (content: Partial<Parcel>) =>
    Object.assign(content, { arrivesAt: performance.now() + delayMs });
  try {
    for await (const chunk of chunks) {
      const hasRoom = way.write(parcel({ chunk }));
      if (!hasRoom && !way.destroyed) await Promise.race([once(way, "drain"), once(way, "close")]);
      if (way.destroyed) return;
    }
    way.end(parcel({}));
  } catch (failure) {
    way.end(parcel({ failure }));
  }
}
