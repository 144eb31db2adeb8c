/**
 * A program that compares with the limit only where a header comes in one piece.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a lie is found out when its header is whole
 * @says Compare as soon
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes && bytes !== this.#waiting.bytes)
        return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) break;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
