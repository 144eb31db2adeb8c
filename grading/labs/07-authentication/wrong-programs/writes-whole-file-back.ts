/**
 * A program that reads the whole users file, adds a user and writes it back.
 *
 * @file accounts.ts
 * @caughtBy users who register at the same time are all kept
 * @says Two read the whole file, each adds its user
 */
import { readFile, writeFile } from "node:fs/promises";

export class Accounts {
  path = "";

  static async open(folder: string, options: AccountsOptions): Promise<Accounts> {
    const report = (what: string) => options.log.warn("users-file", { what });
    const { file, rows } = await CsvFile.open(join(folder, FILE), COLUMNS, report, {
      isWhole: ({ name, password }) => parseName(name).ok && parseRecord(password) !== undefined,
    });
    const accounts = new Accounts(options, file);
    accounts.#passedOver = passOver(rows, FILE, report, (row) => accounts.#takeOver(row));
    accounts.path = join(folder, FILE);
    return accounts;
  }

  async #add(user: User): Promise<void> {
    // Taken at once, before the disk has it: between the question and the answer nobody else gets in.
    this.#users.set(canonicalName(user.name), user);
    try {
      const text = await readFile(this.path, "utf8");
      await writeFile(this.path, `${text}${user.name},"${user.password}"\n`);
    } catch (error) {
      this.#users.delete(canonicalName(user.name));
      this.#looks.giveBack(user.name);
      throw error;
    }
  }
}
