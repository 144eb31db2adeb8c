/**
 * A program that closes its log while lines still wait.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy after SIGTERM the log is complete
 * @says they still waited in memory
 */

export class BufferedAppender {
  async close(): Promise<void> {
    clearTimeout(this.#flushing);
    process.off("exit", this.#flushAtExit);
    // `once` waits for "close", and throws the error if "error" comes first.
    const closed = once(this.#stream, "close");
    this.#stream.end();
    await closed.catch(() => this.#stream.destroy());
  }
}
