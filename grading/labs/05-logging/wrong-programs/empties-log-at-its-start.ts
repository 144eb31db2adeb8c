/**
 * A program that empties the log at its start.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy the log goes on behind what was there
 * @says Opened to write (flag "w"), it loses
 */

export class BufferedAppender {
  constructor(path: string, listener: Listener) {
    this.#listener = listener;
    this.#stream = new sonicBoom.SonicBoom({
      dest: path,
      append: false,
      sync: true,
      mode: OWNER_ONLY,
    });
    this.#stream.on("error", (error) => this.#failed(error));
    this.#stream.on("write", () => this.#works());
    process.on("exit", this.#flushAtExit);
  }
}
