/**
 * A program that does not look whether the body is whole.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a frame that is not whole is left as it is
 * @says before all of it was there
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
