/**
 * A program that forgets how much the run before has written.
 *
 * @file shared/logging/log.ts
 * @caughtBy a new start overwrites no old log
 * @says What earlier runs wrote counts
 */

export class LogFile implements Log {
  private constructor(path: string, { maxBytes, maxOldLogs, report }: LogOptions) {
    this.#path = path;
    this.#maxBytes = maxBytes ?? Number.POSITIVE_INFINITY;
    this.#maxOldLogs = maxOldLogs ?? Number.POSITIVE_INFINITY;
    this.#report = report ?? ((trouble) => console.error(trouble));
    this.#file = new BufferedAppender(path, {
      failed: (error) => this.#complain("write the log", error, "lines are lost until it works"),
      recovered: (lines) => this.warn("log-lines-lost", { lines }),
    });
    this.#bytes = 0;
  }
}
