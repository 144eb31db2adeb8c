/**
 * Writes long data piece by piece, so that it can be seen how much the other side has taken. Of one
 * long write Node tells only when all of it is gone.
 */
import type { Writable } from "node:stream";

const PIECE_BYTES = 64 * 1024;

export class Pump {
  readonly #stream: Writable;
  #queue: Buffer[] = [];
  #left = 0;
  #isWriting = false;
  #endsAfterwards = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** How many bytes have not been taken yet. */
  get left(): number {
    return this.#left;
  }

  /** Adds data behind what is still to be written. */
  write(data: Uint8Array): void {
    for (let start = 0; start < data.length; start += PIECE_BYTES) {
      this.#queue.push(Buffer.from(data.subarray(start, start + PIECE_BYTES)));
    }
    this.#left += data.length;
    this.#next();
  }

  /** Ends the stream once everything is written. */
  end(): void {
    this.#endsAfterwards = true;
    this.#next();
  }

  #next(): void {
    if (this.#isWriting) return;
    const piece = this.#queue.shift();
    if (piece === undefined) {
      if (this.#endsAfterwards) this.#stream.end();
      return;
    }
    this.#isWriting = true;
    this.#stream.write(piece, (error) => {
      this.#isWriting = false;
      // A stream that has broken takes nothing more; what was left stays left.
      if (error) return;
      this.#left -= piece.length;
      this.#next();
    });
  }
}
