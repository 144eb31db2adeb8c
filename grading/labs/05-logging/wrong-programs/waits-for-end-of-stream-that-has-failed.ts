/**
 * A program that waits for the end of a stream that has failed.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy a full disk does not hold up the end
 * @says Wait for either
 */

export class BufferedAppender {
  async close(): Promise<void> {
    this.flush();
    clearTimeout(this.#flushing);
    process.off("exit", this.#flushAtExit);
    // `once` waits for "close", and throws the error if "error" comes first.
    const closed = new Promise<void>((resolve) => this.#stream.once("close", resolve));
    this.#stream.end();
    await closed.catch(() => this.#stream.destroy());
  }
}
