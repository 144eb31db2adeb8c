/**
 * A program that makes text of each chunk.
 *
 * @file frame-stream.ts
 * @caughtBy a letter may come in pieces
 * @says only when the whole body is there
 */

export class FrameStream extends Duplex {
  async #receive(): Promise<void> {
    try {
      for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
        for (const body of this.#decoder.push(Buffer.from(String(chunk)))) this.push(textOf(body));
        this.#decoder.check();
        await this.#allTaken();
      }
      this.#decoder.end();
      this.push(null);
    } catch (error) {
      await this.#allTaken();
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
