/**
 * Who is at which address, in memory and on disk.
 *
 *     address,name
 *     127.0.0.2,Ada
 *     127.0.0.3,"O'Brien, Anna"
 *
 * The memory answers; the file is there for the next start. An address stands in memory only when it
 * stands on disk, because whoever is greeted by name counts on being known tomorrow.
 */
import { isIP } from "node:net";
import { parseName } from "../../shared/auth/parse-name.ts";
import { parseNewName } from "../../shared/auth/parse-new-name.ts";
import { TakenLooks } from "../../shared/auth/taken-looks.ts";
import { invalid, type Result } from "../../shared/config/result.ts";
import { normalizeAddress } from "../../shared/net/normalize-address.ts";
import { CsvFile, type Row } from "../../shared/storage/csv-file.ts";
import { csvLine } from "../../shared/storage/csv-row.ts";
import { passOver } from "../../shared/storage/pass-over.ts";

const COLUMNS = ["address", "name"] as const;

type Column = (typeof COLUMNS)[number];

export class NameBook {
  readonly #file: CsvFile<Column>;
  /** Names by address: a Map, in which no address or name means anything to the language. */
  readonly #names: Map<string, string>;
  /** The addresses whose names are on their way to the disk. */
  readonly #storing = new Map<string, Promise<string>>();
  /** Those of all names that are known or on their way. */
  #looks: TakenLooks;

  private constructor(file: CsvFile<Column>, names: Map<string, string>) {
    this.#file = file;
    this.#names = names;
    this.#looks = new TakenLooks(names.values());
  }

  /**
   * Opens the book that is kept in this file.
   *
   * @param report is told of what cannot be used in it
   * @throws ProgramError when the file cannot be read or written
   */
  static async open(path: string, report: (what: string) => void): Promise<NameBook> {
    const { file, rows } = await CsvFile.open(path, COLUMNS, report);
    return new NameBook(file, namesIn(rows, report));
  }

  /** The name at this address; undefined when nobody is known there. */
  nameOf(address: string): string | undefined {
    return this.#names.get(address);
  }

  /**
   * Reads the name that somebody gives. Two people may have one name; nobody may have a name that is
   * another and looks the same.
   */
  parseName(text: string): Result<string> {
    const name = parseNewName(text);
    if (name.ok && this.#looks.isLikeAnother(name.value)) {
      return invalid("it looks like another name that is known here");
    }
    return name;
  }

  /**
   * Gives the address this name, unless it has one already: two clients at one address may be asked at
   * the same time. Returns the name that it has now, when that is on disk.
   *
   * @throws the system's error when it cannot be stored; nobody is known at the address then
   *
   * @exercise 06.2 Return the name that the address has or is about to get; else store this one, and let nobody come between the look and the entry.
   */
  async remember(address: string, name: string): Promise<string> {
    const earlier = this.#names.get(address) ?? this.#storing.get(address);
    if (earlier !== undefined) return await earlier;
    const storing = this.#store(address, name);
    this.#storing.set(address, storing);
    try {
      return await storing;
    } finally {
      this.#storing.delete(address);
    }
  }

  /** The lines of the file as it stands, the header first. */
  lines(): string[] {
    return [COLUMNS, ...this.#names].map((cells) => csvLine(cells));
  }

  /** Forgets everybody; returns how many that were, when it is on disk. */
  async forgetAll(): Promise<number> {
    const looks = this.#looks;
    // At once: a name that is given from here on comes behind, and stays.
    this.#looks = new TakenLooks();
    try {
      await this.#file.replaceAll([]);
    } catch (error) {
      this.#looks = looks;
      throw error;
    }
    const count = this.#names.size;
    this.#names.clear();
    return count;
  }

  /** Ends the book, when what is under way is on disk. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Puts the name on disk, then into memory. */
  async #store(address: string, name: string): Promise<string> {
    const looks = this.#looks;
    const isFirst = looks.take(name);
    try {
      await this.#file.append({ address, name });
    } catch (error) {
      if (isFirst) looks.giveBack(name);
      throw error;
    }
    looks.add(name); // again: another address of this name may have given them back
    this.#names.set(address, name);
    return name;
  }
}

/** The names that can be used, by address. Where an address comes twice, the first line counts. */
function namesIn(rows: readonly Row<Column>[], report: (what: string) => void) {
  const names = new Map<string, string>();
  passOver(rows, "names.csv", report, (row) => {
    const address = normalizeAddress(row.address);
    const name = parseName(row.name);
    if (isIP(address) === 0) return `${JSON.stringify(row.address)} is no IP address`;
    if (!name.ok) return `it has no name: ${name.reason}`;
    if (names.has(address)) return `${address} stands in a line above`;
    names.set(address, name.value);
    return undefined;
  });
  return names;
}
