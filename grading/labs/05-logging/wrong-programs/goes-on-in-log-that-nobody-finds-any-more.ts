/**
 * A program that goes on in a log that nobody finds any more.
 *
 * @file shared/logging/log.ts
 * @caughtBy clear log leaves one line, and the story goes on
 * @says The story goes on in the file that has the name server.log now
 */

export class LogFile implements Log {
  async clear(): Promise<void> {
    this.#file.flush();
    const old = oldLogs(this.#path);
    const fields = { files: old.length + 1, bytes: this.#bytes };
    const audit = logLine(new Date(), "warn", "log-cleared", fields);
    writeFileSync(`${this.#path}.new`, `${audit}\n`, { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    await Promise.all(old.map((path) => rm(path, { force: true })));
  }
}
