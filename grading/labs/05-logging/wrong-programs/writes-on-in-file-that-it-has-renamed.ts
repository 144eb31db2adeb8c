/**
 * A program that writes on in the file that it has renamed.
 *
 * @file shared/logging/log.ts
 * @caughtBy a full log gets a number, and nothing is lost
 * @says The file was renamed, and the program writes on
 */

export class LogFile implements Log {
  #rotate(): void {
    this.#file.sync();
    renameSync(this.#path, nextOldLog(this.#path));
  }
}
