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
import { CsvFile, type Row } from "../../shared/csv-file.ts";
import { csvLine } from "../../shared/csv-row.ts";
import { normalizeAddress } from "../../shared/normalize-address.ts";
import { parseName } from "../../shared/parse-name.ts";

const COLUMNS = ["address", "name"] as const;

type Column = (typeof COLUMNS)[number];

export class NameBook {
  readonly #file: CsvFile<Column>;
  /** Names by address: a Map, in which no address or name means anything to the language. */
  readonly #names: Map<string, string>;
  /** The addresses whose names are on their way to the disk. */
  readonly #storing = new Map<string, Promise<string>>();

  private constructor(file: CsvFile<Column>, names: Map<string, string>) {
    this.#file = file;
    this.#names = names;
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
    await this.#file.replaceAll([]);
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
    await this.#file.append({ address, name });
    this.#names.set(address, name);
    return name;
  }
}

/** The names that can be used, by address; where an address comes twice, the last line counts. */
function namesIn(rows: readonly Row<Column>[], report: (what: string) => void) {
  const names = new Map<string, string>();
  for (const { address, name } of rows) {
    const parsed = parseName(name);
    if (parsed.ok) names.set(normalizeAddress(address), parsed.value);
    else report(`the name of ${address} cannot be used: ${parsed.reason}`);
  }
  return names;
}
