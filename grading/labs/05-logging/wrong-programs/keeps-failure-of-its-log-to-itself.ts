/**
 * A program that keeps the failure of its log to itself.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy a full disk does not stop the service
 * @says a line that names server.log on standard error
 */

export class BufferedAppender {
  #failed(error: Error): void {
    clearTimeout(this.#flushing);
    this.#flushing = setTimeout(() => this.flush(), RETRY_MS).unref();
    if (this.#isFailing) return;
    this.#isFailing = true;
  }
}
