/**
 * A program that gives up at a damaged line of its file.
 *
 * @file accounts.ts
 * @caughtBy a missing or damaged users file stops nobody
 * @says The server crashed: Error: cannot read
 */
import { existsSync, readFileSync } from "node:fs";

export class Accounts {
  static async open(folder: string, options: AccountsOptions): Promise<Accounts> {
    const report = (what: string) => options.log.warn("users-file", { what });
    const path = join(folder, "users.csv");
    const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n").slice(1) : [];
    for (const line of lines) {
      if (parseRecord(line.split('"')[1] ?? "") === undefined)
        throw new Error(`cannot read ${line}`);
    }
    const { file, rows } = await CsvFile.open(join(folder, FILE), COLUMNS, report, {
      isWhole: ({ name, password }) => parseName(name).ok && parseRecord(password) !== undefined,
    });
    const accounts = new Accounts(options, file);
    accounts.#passedOver = passOver(rows, FILE, report, (row) => accounts.#takeOver(row));
    return accounts;
  }
}
