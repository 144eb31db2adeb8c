/**
 * A program that reads the length as if the header counted.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a message is shown, and nothing else of it
 * @says as if it counted the header too
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (next + length > end) break;
      next += length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
