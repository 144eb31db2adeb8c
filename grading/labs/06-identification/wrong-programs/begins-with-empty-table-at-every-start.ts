/**
 * A program that begins with an empty table at every start.
 *
 * @file name-book.ts
 * @caughtBy names outlive a restart
 * @says At the start the file is read
 */

export class NameBook {
  static async open(path: string, report: (what: string) => void): Promise<NameBook> {
    const { file, rows } = await CsvFile.open(path, COLUMNS, report);
    return new NameBook(file, namesIn(rows.slice(rows.length), report));
  }
}
