/**
 * A program that refuses a text together with the good ones that came in the same chunk.
 *
 * @file frame-stream.ts
 * @caughtBy what came whole before a broken rule is shown
 * @says handle it first
 */

export class FrameStream extends Duplex {
  async #receive(): Promise<void> {
    try {
      for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
        for (const text of this.#decoder.push(chunk).map(textOf)) this.push(text);
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
