/**
 * A program that does not ask the decoder about the end.
 *
 * @file frame-stream.ts
 * @caughtBy the client says that the stream was cut
 * @says will never be whole
 */

export class FrameStream extends Duplex {
  async #receive(): Promise<void> {
    try {
      for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
        for (const body of this.#decoder.push(chunk)) this.push(textOf(body));
        this.#decoder.check();
        await this.#allTaken();
      }
      this.push(null);
    } catch (error) {
      await this.#allTaken();
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
