/**
 * A CSV file as the memory of a server: rows are added at its end, and one that was acknowledged is
 * there after any crash.
 *
 *     append ──▶ queue ──▶ write + fdatasync ──▶ "it is on disk"
 *
 * Between "written" and "on disk" lie the caches of the system: what was only written survives the end
 * of the process, but no loss of power (POSIX, page `fdatasync`). This file leaves out any look-up:
 * whoever opens it gets its rows once and keeps them as it needs them.
 */
import type { Stats } from "node:fs";
import { constants, copyFile, type FileHandle, open, rm, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode, ProgramError, systemReason } from "../process/errors.ts";
import { closedCsvLine, csvCells, csvLine } from "./csv-row.ts";
import { GroupCommit } from "./group-commit.ts";
import { repairFile } from "./repair-file.ts";
import { PRIVATE_MODE, replaceFile, syncFolder } from "./replace-file.ts";

/** A record: one text for each column. */
export type Row<Column extends string> = Readonly<Record<Column, string>>;

/** A file that has just been opened, and what was in it. */
export interface Opened<Column extends string> {
  file: CsvFile<Column>;
  rows: Row<Column>[];
}

export interface CsvFileOptions<Column extends string> {
  /**
   * Whether a row is known to be whole. A last line without a line end is torn by a crash, or an editor has
   * left the line end out: if it is whole, it is used. When not said, it is taken for torn.
   */
  isWhole?: (row: Row<Column>) => boolean;
  /** True: rows are written with {@link closedCsvLine}, so that no part of one looks like a whole one. */
  endsInQuotes?: boolean;
}

export class CsvFile<Column extends string> {
  readonly #path: string;
  readonly #columns: readonly Column[];
  readonly #lineFor: (cells: readonly string[]) => string;
  readonly #commit = new GroupCommit((lines) => this.#write(lines));
  #handle: FileHandle;
  /** The length up to which the file is whole, in bytes. */
  #length: number;
  /** There may be more in it, since a write has failed. */
  #isTorn = false;
  /** What must stand before the next row: another program may have emptied the file, or left out its last line end. */
  #gap = "";

  private constructor(
    path: string,
    columns: readonly Column[],
    handle: FileHandle,
    length: number,
    { endsInQuotes = false }: CsvFileOptions<Column>,
  ) {
    this.#path = path;
    this.#columns = columns;
    this.#lineFor = endsInQuotes ? closedCsvLine : csvLine;
    this.#handle = handle;
    this.#length = length;
  }

  /**
   * Opens the file, or makes it when there is none. What cannot be read is moved into a file beside it
   * and reported, and the rest is used.
   *
   * @param columns the names in the first line; they must be plain words
   * @throws ProgramError when the system does not let it read or write
   */
  static async open<Column extends string>(
    path: string,
    columns: readonly Column[],
    report: (what: string) => void,
    options: CsvFileOptions<Column> = {},
  ): Promise<Opened<Column>> {
    const rows: Row<Column>[] = [];
    try {
      await repairFile(path, columns.join(","), report, {
        take: (line) => {
          const row = csvRowOf(line, columns);
          if (row !== undefined) rows.push(row);
          return row !== undefined;
        },
        isWhole: (line) => {
          const row = csvRowOf(line, columns);
          return row !== undefined && options.isWhole?.(row) === true;
        },
      });
      const handle = await open(path, "a", PRIVATE_MODE);
      const { size } = await handle.stat();
      return { file: new CsvFile(path, columns, handle, size, options), rows };
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      const reason = systemReason(error);
      throw new ProgramError(`Cannot use ${path}: ${reason}; choose another folder with --data`, {
        cause: error,
      });
    }
  }

  /**
   * Adds a row. Returns when it is on disk: only then may anybody be told so.
   *
   * @throws the system's error, for example when the disk is full; nobody may count on the row then
   */
  async append(row: Row<Column>): Promise<void> {
    await this.#commit.append(this.#lineOf(row));
  }

  /** Puts these rows in the place of all that were there or wait to be added. Returns when they are on disk. */
  async replaceAll(rows: readonly Row<Column>[]): Promise<void> {
    const content = [this.#columns.join(","), ...rows.map((row) => this.#lineOf(row)), ""].join(
      "\n",
    );
    await this.#commit.inTurn(async () => {
      await replaceFile(this.#path, content);
      // The handle leads to the old file, which has lost its name.
      await this.#reopen();
      this.#length = Buffer.byteLength(content);
      this.#isTorn = false;
      this.#gap = "";
    });
  }

  /**
   * Copies the rows that are on disk, with all that wait to be added, into a new file.
   *
   * @throws the system's error, EEXIST when there is such a file already
   */
  async copyTo(path: string): Promise<void> {
    await this.#commit.inTurn(async () => {
      try {
        await copyFile(this.#path, path, constants.COPYFILE_EXCL);
        if (this.#isTorn) await truncate(path, this.#length);
      } catch (error) {
        // Half a copy would look like a whole one, and keep the next from its name.
        if (errorCode(error) !== "EEXIST") await rm(path, { force: true });
        throw error;
      }
    });
  }

  /** Waits for the rows that are under way, then closes the file; nothing can be added any more. */
  async close(): Promise<void> {
    await this.#commit.inTurn(() => this.#handle.close());
  }

  async #write(lines: readonly string[]): Promise<void> {
    await this.#follow();
    // A full disk takes half a line: the next one must not be written behind it.
    if (this.#isTorn) await this.#handle.truncate(this.#length);
    const bytes = Buffer.from(`${this.#gap}${lines.join("\n")}\n`);
    this.#isTorn = true;
    await this.#handle.appendFile(bytes);
    await this.#handle.datasync();
    this.#isTorn = false;
    this.#gap = "";
    this.#length += bytes.length;
  }

  /**
   * Goes on in the file that has the name now. Editors write a new file and give it the name of the old one,
   * which then is lost with all that is still written into it; operators move files away, or empty them.
   */
  async #follow(): Promise<void> {
    const [own, named] = await Promise.all([this.#handle.stat(), statOf(this.#path)]);
    if (own.ino !== named?.ino || own.dev !== named.dev) {
      await this.#reopen();
      await syncFolder(dirname(this.#path));
    } else if (own.size === this.#length || this.#isTorn) {
      return;
    }
    const { size } = await this.#handle.stat();
    this.#length = size;
    this.#isTorn = false;
    if (size === 0) this.#gap = `${this.#columns.join(",")}\n`;
    else this.#gap = (await endsLine(this.#path, size)) ? "" : "\n";
  }

  async #reopen(): Promise<void> {
    const handle = await open(this.#path, "a", PRIVATE_MODE);
    await this.#handle.close();
    this.#handle = handle;
  }

  #lineOf(row: Row<Column>): string {
    return this.#lineFor(this.#columns.map((column) => row[column]));
  }
}

/** What the system knows of the file of this name; undefined when there is none. */
async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether the last of so many bytes is a line end. */
async function endsLine(path: string, size: number): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return bytesRead === 1 && buffer.toString() === "\n";
  } finally {
    await file.close();
  }
}

/** The row in a line that has no line end; undefined when it is none. */
export function csvRowOf<Column extends string>(
  line: string,
  columns: readonly Column[],
): Row<Column> | undefined {
  const cells = cellsOf(line);
  if (cells?.length !== columns.length) return undefined;
  const pairs = columns.map((column, index) => [column, cells[index]] as const);
  // Object.fromEntries makes own properties, also of a column called `__proto__`.
  return Object.fromEntries(pairs) as Row<Column>;
}

function cellsOf(line: string): string[] | undefined {
  try {
    return csvCells(line);
  } catch {
    return undefined;
  }
}
