/**
 * A program that counts the full logs to find a free number.
 *
 * @file shared/logging/log.ts
 * @caughtBy an old log that was taken away makes no number free
 * @says a name was used twice
 */

export class LogFile implements Log {
  #rotate(): void {
    this.#file.sync();
    renameSync(this.#path, `${this.#path}.${oldLogs(this.#path).length + 1}`);
    this.#goOn();
  }
}
