/**
 * A program that takes each chunk for a frame.
 *
 * @file connection/frame-reader.ts
 * @caughtBy the hello may come in pieces
 * @says a frame may come in pieces
 */

export class FrameReader {
  #read(): Uint8Array | undefined {
    for (;;) {
      this.#check();
      const chunk: Buffer | null = this.#socket.read();
      if (chunk === null) return undefined;
      this.#bodies = [chunk.subarray(4)];
      const body = this.#bodies.shift();
      if (body !== undefined) return body;
    }
  }
}
