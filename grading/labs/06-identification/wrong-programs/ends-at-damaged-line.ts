/**
 * A program that ends at a damaged line.
 *
 * @file name-book.ts
 * @caughtBy damaged lines are moved aside, and the others used
 * @says One line that cannot be read is one line
 */

export class NameBook {
  static async open(path: string, report: (what: string) => void): Promise<NameBook> {
    const { file, rows } = await CsvFile.open(path, COLUMNS, (what) => {
      throw new Error(what);
    });
    return new NameBook(file, namesIn(rows, report));
  }
}
