/**
 * A program that writes on behind a torn line.
 *
 * @file shared/logging/log.ts
 * @caughtBy a torn last line is ended first
 * @says must not be glued to it
 */

export class LogFile implements Log {
  static async open(path: string, options: LogOptions = {}): Promise<LogFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const log = new LogFile(path, options);

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
