/**
 * A program that expects the header in one chunk.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a frame may come in pieces
 * @says behind the first byte of its header
 */

export class FrameDecoder {
  #take(chunk: Uint8Array, bodies: Uint8Array[]): void {
    let start = 0;
    while (this.#waiting.length > 0 && start < chunk.length) {
      start = this.#complete(chunk, start, bodies);
    }
    const end = this.#takeWhole(chunk, start, chunk.length, bodies);
    if (end + HEADER_BYTES <= chunk.length) this.#waiting.append(chunk.subarray(end));
    this.#wanted = this.#waiting.length === 0 ? 0 : this.#waiting.length + this.#lacking();
  }
}
