/** Writing without piling up: the one way in which these labs write to a stream. */
import type { Writable } from "node:stream";

/**
 * Writes a chunk and waits until the stream wants more.
 *
 * `write` never refuses: what the other side does not take is kept in this process's memory. It
 * returns false when that is more than the stream's high-water mark, and "drain" tells when all of
 * it has been handed on (Node's page "Stream", "writable.write"). A peer that is gone never drains,
 * so "close" ends the wait as well; the reader of the same socket learns why it was closed.
 *
 * @exercise 01.3 Write the chunk; if the stream says that it has enough, wait until it has drained or closed.
 */
export async function send(stream: Writable, chunk: Uint8Array | string): Promise<void> {
  if (stream.write(chunk) || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("close", settle);
      resolve();
    };
    stream.on("drain", settle);
    stream.on("close", settle);
  });
}
