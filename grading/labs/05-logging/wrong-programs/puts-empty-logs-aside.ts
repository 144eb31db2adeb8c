/**
 * A program that puts empty logs aside.
 *
 * @file shared/logging/log.ts
 * @caughtBy an event that is larger than a log stands alone
 * @says is empty
 */

export class LogFile implements Log {
  #tell(level: Level, event: string, fields: Fields): void {
    if (this.#isClosed) return;
    const line = `${logLine(new Date(), level, event, fields)}\n`;
    const isFull = this.#bytes + Buffer.byteLength(line) > this.#maxBytes;
    if (isFull && !this.#file.isFailing) this.#rotateIfPossible();
    this.#add(line);
  }
}
