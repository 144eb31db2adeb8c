/**
 * A program that compares with the limit only when the body is there.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy who announces too much is refused at once
 * @says Compare as soon as the header is there
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes && next + length < end) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) break;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
