/**
 * A program that takes a place and a length for the window on the body.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a message is shown, and nothing else of it
 * @says takes two places
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
      bodies.push(bytes.subarray(bodyStart, length));
    }
    return next;
  }
}
