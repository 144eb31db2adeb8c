/**
 * A program that counts a new file's bytes on from the old one's.
 *
 * @file shared/logging/log.ts
 * @caughtBy a full log gets a number, and nothing is lost
 * @says counted from the beginning again
 */

export class LogFile implements Log {
  #rotate(): void {
    this.#file.sync();
    renameSync(this.#path, nextOldLog(this.#path));
    this.#file.reopen();
  }
}
