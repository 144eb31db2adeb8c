/**
 * A program that reads the file as if there were always a good one.
 *
 * @file name-book.ts
 * @caughtBy a file that is empty or missing is no trouble
 * @says An empty file has no first line, and no names
 */
import { readFile } from "node:fs/promises";

export class NameBook {
  static async open(path: string, report: (what: string) => void): Promise<NameBook> {
    const text = await readFile(path, "utf8").catch(() => "address,name");
    if (!text.startsWith("address,name")) throw new Error("unexpected end of data");
    const { file, rows } = await CsvFile.open(path, COLUMNS, report);
    return new NameBook(file, namesIn(rows, report));
  }
}
