/**
 * A program that makes room for a body that was only announced.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy memory is taken for what has come
 * @says only announced
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) {
        if (this.#waiting.bytes.length < length)
          this.#waiting.bytes = Buffer.alloc(HEADER_BYTES + length);
        break;
      }
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
