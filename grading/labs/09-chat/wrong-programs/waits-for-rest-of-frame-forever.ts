/**
 * A program that waits for the rest of a frame forever.
 *
 * @file connection/frame-reader.ts
 * @caughtBy a frame that is begun has a deadline
 * @says a timer for each frame that was begun
 */

export class FrameReader {
  async next(): Promise<Uint8Array | undefined> {
    let timer: NodeJS.Timeout | undefined;
    try {
      for (;;) {
        if (this.#isThrowingAway) return undefined;
        const body = this.#bodies.shift() ?? this.#read();
        if (body !== undefined) return body;
        this.#check();
        if (this.#hasEnded) this.#decoder.end();
        if (this.#hasEnded || this.#socket.destroyed) return undefined;
        // Bytes that trickle in do not put it off: it is one timer for each frame.
        if (this.#decoder.isInsideFrame) timer ??= setTimeout(() => this.#frameMs);
        await this.#somethingNew();
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
