/**
 * A program that throws the old log away when it was not ended well.
 *
 * @file shared/logging/log.ts
 * @caughtBy a kill leaves whole lines
 * @says A log is opened to append
 */

export class LogFile implements Log {
  static async open(path: string, options: LogOptions = {}): Promise<LogFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      const log = new LogFile(path, options);
      if (await isTorn(path)) log.#add("\n");
      return log;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      throw new ProgramError(
        `Cannot write the log ${path}: ${systemReason(error)}; choose another folder with --data`,
        { cause: error },
      );
    }
  }
}
