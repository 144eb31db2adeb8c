/**
 * A program that takes only one frame from a chunk.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy several frames in one chunk are several messages
 * @says Several frames came in one chunk
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) break;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
      return next;
    }
    return next;
  }
}
