/**
 * A program that clears the newest file only.
 *
 * @file shared/logging/log.ts
 * @caughtBy clear log leaves one line, and the story goes on
 * @says The full files with numbers are a part of the log
 */

export class LogFile implements Log {
  async clear(): Promise<void> {
    this.#file.flush();
    const old = oldLogs(this.#path);
    const fields = { files: old.length + 1, bytes: this.#bytes };
    const audit = logLine(new Date(), "warn", "log-cleared", fields);
    writeFileSync(`${this.#path}.new`, `${audit}\n`, { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    this.#goOn();
  }
}
