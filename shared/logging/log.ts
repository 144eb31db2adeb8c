/**
 * A program's story in a file: one line an event, behind what was there before. When the file is full,
 * it gets a number, and a new one begins:
 *
 *     server.log.1   the oldest lines
 *     server.log.2
 *     server.log     the newest
 */
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { errorCode, ProgramError, systemReason } from "../process/errors.ts";
import { BufferedAppender } from "./buffered-appender.ts";
import { isTorn, lastLines } from "./last-lines.ts";
import { type Fields, type Level, logLine } from "./log-line.ts";

/** Where events are told. */
export interface Log {
  /** For the record. */
  info(event: string, fields?: Fields): void;
  /** Worth a look. */
  warn(event: string, fields?: Fields): void;
  /** Something is broken. */
  error(event: string, fields?: Fields): void;
  /** The same log, with these fields in every line. */
  with(fields: Fields): Log;
}

export interface LogOptions {
  /** A file that would grow beyond this gets a number, and a new one begins; endless when not said. */
  maxBytes?: number;
  /** So many full files are kept, the newest; all of them when not said. */
  maxOldLogs?: number;
  /** Told, once, that the file cannot be written; standard error when not said. */
  report?: (trouble: string) => void;
}

/** A log that hands every event to a function. */
export function logTo(
  write: (level: Level, event: string, fields: Fields) => void,
  always: Fields = {},
): Log {
  return {
    info: (event, fields) => write("info", event, { ...always, ...fields }),
    warn: (event, fields) => write("warn", event, { ...always, ...fields }),
    error: (event, fields) => write("error", event, { ...always, ...fields }),
    with: (fields) => logTo(write, { ...always, ...fields }),
  };
}

/** A log in a file. */
export class LogFile implements Log {
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #maxOldLogs: number;
  readonly #report: (trouble: string) => void;
  readonly #file: BufferedAppender;
  /** Of the file, with what waits to be written. */
  #bytes: number;
  #isClosed = false;

  readonly #log = logTo((level, event, fields) => this.#tell(level, event, fields));
  readonly info = this.#log.info;
  readonly warn = this.#log.warn;
  readonly error = this.#log.error;
  readonly with = this.#log.with;

  private constructor(path: string, { maxBytes, maxOldLogs, report }: LogOptions) {
    this.#path = path;
    this.#maxBytes = maxBytes ?? Number.POSITIVE_INFINITY;
    this.#maxOldLogs = maxOldLogs ?? Number.POSITIVE_INFINITY;
    this.#report = report ?? ((trouble) => console.error(trouble));
    this.#file = new BufferedAppender(path, {
      failed: (error) => this.#complain("write the log", error, "lines are lost until it works"),
      recovered: (lines) => this.warn("log-lines-lost", { lines }),
    });
    this.#bytes = statSync(path).size;
  }

  /**
   * Opens a log to go on with it; makes the file and its folder when they are not there.
   *
   * @throws ProgramError when it cannot be written
   */
  static async open(path: string, options: LogOptions = {}): Promise<LogFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
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

  /** The last lines, oldest first, from as many of the log's files as they fill. */
  async last(count: number): Promise<string[]> {
    this.#file.flush();
    let lines: string[] = [];
    for (const path of [this.#path, ...oldLogs(this.#path).reverse()]) {
      const missing = count - lines.length;
      if (missing <= 0) break;
      lines = [...(await lastLines(path, missing)), ...lines];
    }
    return lines;
  }

  /**
   * Throws away all that was told. The new log begins with a line that says so: it takes the old one's
   * place by a rename, so that there is no moment at which a crash would leave neither.
   *
   * @throws the system's error
   */
  async clear(): Promise<void> {
    this.#file.flush();
    const old = oldLogs(this.#path);
    const fields = { files: old.length + 1, bytes: this.#bytes };
    const audit = logLine(new Date(), "warn", "log-cleared", fields);
    writeFileSync(`${this.#path}.new`, `${audit}\n`, { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    this.#goOn();
    await Promise.all(old.map((path) => rm(path, { force: true })));
  }

  /** The end: returns when all of it is on disk. What is told later reaches nobody. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#file.close();
  }

  #tell(level: Level, event: string, fields: Fields): void {
    if (this.#isClosed) return;
    const line = `${logLine(new Date(), level, event, fields)}\n`;
    const isFull = this.#bytes + Buffer.byteLength(line) > this.#maxBytes;
    if (isFull && this.#bytes > 0 && !this.#file.isFailing) this.#rotateIfPossible();
    this.#add(line);
  }

  #add(text: string): void {
    if (this.#file.add(text)) this.#bytes += Buffer.byteLength(text);
  }

  #rotateIfPossible(): void {
    try {
      this.#rotate();
      const old = oldLogs(this.#path);
      for (const path of old.slice(0, Math.max(0, old.length - this.#maxOldLogs))) rmSync(path);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      this.#bytes = 0; // the next attempt comes when as much has been added again
      this.#complain("put the full log aside", error, "it grows on");
    }
  }

  /**
   * Puts the full file aside and begins a new one. Nothing is lost: what waits is written first, and
   * no name is used twice.
   *
   * @throws the system's error
   *
   * @exercise 05.4 Write what waits to the disk, give the file the next free number, and go on in a new one.
   */
  #rotate(): void {
    this.#file.sync();
    renameSync(this.#path, nextOldLog(this.#path));
    this.#goOn();
  }

  /** In the file that has the path now. */
  #goOn(): void {
    this.#file.reopen();
    this.#bytes = statSync(this.#path).size;
  }

  #complain(deed: string, error: unknown, consequence: string): void {
    this.#report(`Cannot ${deed} ${this.#path}: ${systemReason(error)}; ${consequence}`);
  }
}

/**
 * The full files beside the log at this path, oldest first. Each keeps its name forever, so that a program
 * that copies them away never finds one under two names.
 */
function oldLogs(path: string): string[] {
  return numbersOf(path).map((number) => `${path}.${number}`);
}

/** The name for the next full file: a number that none has yet. */
function nextOldLog(path: string): string {
  return `${path}.${(numbersOf(path).at(-1) ?? 0) + 1}`;
}

function numbersOf(path: string): number[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start))
    .map((name) => name.slice(start.length))
    .filter((digits) => /^[1-9]\d*$/.test(digits))
    .map(Number)
    .sort((one, other) => one - other);
}
