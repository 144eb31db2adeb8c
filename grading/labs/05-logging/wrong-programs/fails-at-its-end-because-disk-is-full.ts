/**
 * A program that fails at its end because the disk is full.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy a full disk does not hold up the end
 * @says must not fail for it
 */

export class BufferedAppender {
  async close(): Promise<void> {
    this.flush();
    clearTimeout(this.#flushing);
    process.off("exit", this.#flushAtExit);
    // `once` waits for "close", and throws the error if "error" comes first.
    const closed = once(this.#stream, "close");
    this.#stream.end();
    await closed;
  }
}
