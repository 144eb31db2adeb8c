/**
 * A program that fails at its end because the disk is full.
 *
 * @file shared/logging/gathering-file.ts
 * @caughtBy a full disk does not hold up the end
 * @says must not fail for it
 */

export class GatheringFile {
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
