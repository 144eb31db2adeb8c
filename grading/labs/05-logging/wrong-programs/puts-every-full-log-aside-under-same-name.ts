/**
 * A program that puts every full log aside under the same name.
 *
 * @file shared/logging/log.ts
 * @caughtBy a full log gets a number, and nothing is lost
 * @says a name was used twice
 */

export class LogFile implements Log {
  #rotate(): void {
    this.#file.sync();
    renameSync(this.#path, `${this.#path}.1`);
    this.#goOn();
  }
}
