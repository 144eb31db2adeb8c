/**
 * A program that clears the log without a trace.
 *
 * @file shared/logging/log.ts
 * @caughtBy clear log leaves one line, and the story goes on
 * @says Whoever clears a log may want to hide something
 */

export class LogFile implements Log {
  async clear(): Promise<void> {
    this.#file.flush();
    const old = oldLogs(this.#path);
    const fields = { files: old.length + 1, bytes: this.#bytes };
    const audit = logLine(new Date(), "warn", "log-cleared", fields);
    writeFileSync(`${this.#path}.new`, "", { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    this.#goOn();
    await Promise.all(old.map((path) => rm(path, { force: true })));
  }
}
