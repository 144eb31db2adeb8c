/**
 * A program that puts a log aside while its lines still wait.
 *
 * @file shared/logging/log.ts
 * @caughtBy a full log gets a number, and nothing is lost
 * @says may still have waited in memory when it was put aside
 */

export class LogFile implements Log {
  #rotate(): void {
    renameSync(this.#path, nextOldLog(this.#path));
    this.#goOn();
  }
}
