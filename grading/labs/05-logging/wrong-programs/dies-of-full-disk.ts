/**
 * A program that dies of a full disk.
 *
 * @file shared/logging/buffered-appender.ts
 * @caughtBy a full disk does not stop the service
 * @says a service that stops for it is worse
 */

export class BufferedAppender {
  constructor(path: string, listener: Listener) {
    this.#listener = listener;
    this.#stream = new sonicBoom.SonicBoom({
      dest: path,
      append: true,
      sync: true,
      mode: OWNER_ONLY,
    });

    this.#stream.on("write", () => this.#works());
    process.on("exit", this.#flushAtExit);
  }
}
