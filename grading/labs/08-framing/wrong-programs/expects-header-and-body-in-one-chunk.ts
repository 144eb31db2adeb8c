/**
 * A program that expects header and body in one chunk.
 *
 * @file shared/framing/frame-decoder.ts
 * @caughtBy a frame may come in pieces
 * @says one read is not one frame
 */

export class FrameDecoder {
  #take(chunk: Uint8Array, bodies: Uint8Array[]): void {
    let start = 0;
    while (this.#waiting.length > 0 && start < chunk.length) {
      start = this.#complete(chunk, start, bodies);
    }
    const end = this.#takeWhole(chunk, start, chunk.length, bodies);
    this.#wanted = this.#waiting.length === 0 ? 0 : this.#waiting.length + this.#lacking();
  }
}
