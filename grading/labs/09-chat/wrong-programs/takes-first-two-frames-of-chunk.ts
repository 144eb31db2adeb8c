/**
 * A program that takes the first two frames of a chunk.
 *
 * @file connection/frame-reader.ts
 * @caughtBy records may come joined, and cut anywhere
 * @says TCP is a stream
 */

export class FrameReader {
  #read(): Uint8Array | undefined {
    for (;;) {
      this.#check();
      const chunk: Buffer | null = this.#socket.read();
      if (chunk === null) return undefined;
      this.#bodies = this.#decoder.push(chunk).slice(0, 2);
      const body = this.#bodies.shift();
      if (body !== undefined) return body;
    }
  }
}
