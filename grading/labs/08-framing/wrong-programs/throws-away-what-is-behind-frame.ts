/**
 * A program that throws away what stands behind a completed frame.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy frames cut anywhere are the same frames
 * @says one read is not one frame
 */

export class FrameDecoder {
  #complete(chunk: Uint8Array, start: number, bodies: Uint8Array[]): number {
    const waiting = this.#waiting;
    const isSmall = chunk.length <= SMALL_CHUNK_BYTES;
    const end = isSmall ? chunk.length : Math.min(start + this.#lacking(), chunk.length);
    waiting.append(end - start === chunk.length ? chunk : chunk.subarray(start, end));
    waiting.start = this.#takeWhole(waiting.bytes, waiting.start, waiting.end, bodies);
    if (bodies.length > 0) waiting.start = waiting.end;
    return end;
  }
}
