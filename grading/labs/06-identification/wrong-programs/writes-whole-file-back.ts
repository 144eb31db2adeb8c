/**
 * A program that reads the whole file, adds a line and writes it back.
 *
 * @file name-book.ts
 * @caughtBy fifty new clients at once lose none
 * @says Two read the whole file, each adds its line
 */
import { readFile, writeFile } from "node:fs/promises";

export class NameBook {
  static path = "";

  static async open(path: string, report: (what: string) => void): Promise<NameBook> {
    const { file, rows } = await CsvFile.open(path, COLUMNS, report);
    NameBook.path = path;
    return new NameBook(file, namesIn(rows, report));
  }

  async #store(address: string, name: string): Promise<string> {
    this.#looks.add(name);
    const before = await readFile(NameBook.path, "utf8");
    await writeFile(NameBook.path, `${before}${csvLine([address, name])}\n`);
    this.#names.set(address, name);
    return name;
  }
}
