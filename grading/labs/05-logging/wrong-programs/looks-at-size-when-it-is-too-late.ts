/**
 * A program that looks at the size when it is too late.
 *
 * @file shared/logging/log.ts
 * @caughtBy a full log gets a number, and nothing is lost
 * @says Look before you write
 */

export class LogFile implements Log {
  #tell(level: Level, event: string, fields: Fields): void {
    if (this.#isClosed) return;
    const line = `${logLine(new Date(), level, event, fields)}\n`;
    const isFull = this.#bytes > this.#maxBytes;
    if (isFull && this.#bytes > 0 && !this.#file.isFailing) this.#rotateIfPossible();
    this.#add(line);
  }
}
