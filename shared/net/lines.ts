/** The lines of a connection, as a stream of their own. */

import { LineSplitter } from "../framing/line-splitter.ts";
import { type Chunks, type ReadLimits, readNext } from "./read-with-timeout.ts";

/**
 * The lines in these chunks, without their ends; what follows the last line end counts as a line. Who
 * stops reading and goes on later misses nothing.
 *
 * @throws ProtocolError when a line is too long, and what the chunks throw
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

/** The chunks until the client ends its side, is silent for too long, or the server stops. */
export async function* withReadLimits(
  chunks: Chunks,
  limits: ReadLimits,
): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const result = await readNext(chunks, limits);
    if (result.type !== "chunk") return;
    yield result.chunk;
  }
}
