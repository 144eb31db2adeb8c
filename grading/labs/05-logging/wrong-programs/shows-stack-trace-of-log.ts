/**
 * A program that shows where in the source the log could not be opened.
 *
 * @file shared/logging/log.ts
 * @caughtBy a log that cannot be opened is told
 * @says in one line on standard error
 */

export class LogFile implements Log {
  static async open(path: string, options: LogOptions = {}): Promise<LogFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const log = new LogFile(path, options);
      if (await isTorn(path)) log.#add("\n");
      return log;
    } catch (error) {
      if (errorCode(error) !== undefined) throw error;
      throw new ProgramError(
        `Cannot write the log ${path}: ${systemReason(error)}; choose another folder with --data`,
        { cause: error },
      );
    }
  }
}
