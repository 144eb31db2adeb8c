/**
 * A program that takes the next frame of a chunk by calling itself.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy the client shows all of many frames in one write
 * @says Maximum call stack size exceeded
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
      return this.#takeWhole(bytes, next, end, bodies);
    }
    return next;
  }
}
