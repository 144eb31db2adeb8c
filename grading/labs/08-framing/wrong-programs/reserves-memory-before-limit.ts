/**
 * A program that reserves memory before it compares with the limit.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy who announces too much is refused at once
 * @says Compare it with the limit first
 */

export class FrameDecoder {
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      Buffer.alloc(length);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) break;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }
}
