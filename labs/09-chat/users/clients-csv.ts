/**
 * The users in `clients.csv`: found in memory, kept in the file, each row sealed (client-row.ts).
 *
 * A row that cannot be opened harms its own user only: under its index nobody can log in, and nobody
 * can register. It stays in the file as it is; it may be the fault of the key, and then it is good again
 * tomorrow.
 */
import { join } from "node:path";
import type { Log } from "../../../shared/logging/log.ts";
import { ProgramError } from "../../../shared/process/errors.ts";
import { CsvFile, csvRowOf } from "../../../shared/storage/csv-file.ts";
import { readTextFile } from "../../../shared/storage/private-file.ts";
import { type ClientRow, ClientRows, COLUMNS, makeKeyFile, readKeyFile } from "./client-row.ts";
import type { User, UserStore } from "./user-store.ts";

export const CLIENTS_CSV = "clients.csv";

const KEY_FILE = "clients.key";

/** A user, and the row in which the file has it. */
interface StoredUser {
  row: ClientRow;
  /** Undefined when the row cannot be opened. */
  user: User | undefined;
}

/**
 * Opens the users in this folder; makes file and key when there are none.
 *
 * @throws ProgramError when a file cannot be used, others can read the key, or it is missing though
 *   there are users
 */
export async function openClientsCsv(folder: string, log: Log): Promise<UserStore> {
  const report = (what: string) => log.warn("users-file", { what });
  const path = join(folder, CLIENTS_CSV);
  const keyPath = join(folder, KEY_FILE);
  const key = await readKeyFile(keyPath);
  const known = key && new ClientRows(key);
  const problem = problemOf((await readTextFile(path)) ?? "", keyPath, known);
  if (problem !== undefined) {
    const next = `bring the right one back, or move ${CLIENTS_CSV} away to begin anew`;
    throw new ProgramError(`Cannot read ${CLIENTS_CSV}: ${problem}; ${next}`);
  }
  const { file, rows } = await CsvFile.open(path, COLUMNS, report, {
    isWhole: (row) => known?.open(row) !== undefined,
  });
  const sealing = known ?? new ClientRows(await makeKeyFile(keyPath));
  return new ClientsCsv(file, sealing, rows, log);
}

/**
 * Why none of the users in the file can be read; undefined when some can, or there are none. With the key of
 * another file, or with a file that another program has written in a form of its own, every name would be
 * free, and a stranger could register as somebody who has an account.
 */
function problemOf(text: string, keyPath: string, key?: ClientRows): string | undefined {
  // What has no line end was torn by a crash, and nobody was told that it is stored.
  const [header, ...lines] = text.split(/\r?\n/).slice(0, -1);
  if (header !== undefined && header !== COLUMNS.join(",")) {
    return `its first line is not ${COLUMNS.join(",")}`;
  }
  const rows = lines.filter((line) => line !== "").map((line) => csvRowOf(line, COLUMNS));
  if (rows.length === 0) return undefined;
  if (key === undefined) return `its key ${keyPath} is missing`;
  const opens = (row: ClientRow | undefined) => row !== undefined && key.open(row) !== undefined;
  return rows.some(opens) ? undefined : `its key ${keyPath} opens none of its rows`;
}

class ClientsCsv implements UserStore {
  readonly name = CLIENTS_CSV;
  readonly #file: CsvFile<"index" | "record">;
  readonly #sealing: ClientRows;
  /** By the index of the name. */
  #entries = new Map<string, StoredUser>();
  /** Rows whose index another has already; they are kept, and mean nothing. */
  #surplus: ClientRow[] = [];

  constructor(
    file: CsvFile<"index" | "record">,
    sealing: ClientRows,
    rows: readonly ClientRow[],
    log: Log,
  ) {
    this.#file = file;
    this.#sealing = sealing;
    for (const [at, row] of rows.entries()) this.#takeOver(row, at + 1, log);
  }

  get size(): number {
    return this.#entries.size;
  }

  find(name: string): User | undefined {
    const entry = this.#entries.get(this.#sealing.indexOf(name));
    return entry && (entry.user ?? withoutRecord(name));
  }

  list(): User[] {
    return [...this.#entries.values()].flatMap(({ user }) => user ?? []);
  }

  async add(user: User): Promise<boolean> {
    const row = this.#sealing.seal(user);
    if (this.#entries.has(row.index)) return false;
    const entry = { row, user };
    // Taken at once, before the disk has it: between the question and the answer nobody else gets in.
    this.#entries.set(row.index, entry);
    try {
      await this.#file.append(row);
      return true;
    } catch (error) {
      if (this.#entries.get(row.index) === entry) this.#entries.delete(row.index);
      throw error;
    }
  }

  async renew(name: string, password: string): Promise<void> {
    const index = this.#sealing.indexOf(name);
    const before = this.#entries.get(index);
    if (before?.user === undefined) return;
    const user = { ...before.user, password };
    this.#entries.set(index, { row: this.#sealing.seal(user), user });
    try {
      await this.#file.replaceAll(this.#rows());
    } catch (error) {
      this.#entries.set(index, before);
      throw error;
    }
  }

  async clear(): Promise<number> {
    const [entries, surplus] = [this.#entries, this.#surplus];
    this.#entries = new Map();
    this.#surplus = [];
    try {
      await this.#file.replaceAll([]);
      return entries.size;
    } catch (error) {
      // Whoever has registered meanwhile stays, behind those who were there.
      this.#entries = new Map([...entries, ...this.#entries]);
      this.#surplus = surplus;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #rows(): ClientRow[] {
    return [...[...this.#entries.values()].map(({ row }) => row), ...this.#surplus];
  }

  /** @param number of the row in the file, for the report: its name nobody can read */
  #takeOver(row: ClientRow, number: number, log: Log): void {
    if (this.#entries.has(row.index)) {
      this.#surplus.push(row);
      log.warn("record-refused", { row: number, why: "its index comes twice" });
      return;
    }
    const user = this.#sealing.open(row);
    this.#entries.set(row.index, { row, user });
    if (user === undefined) {
      const why = "altered, moved, or written with another key";
      log.warn("record-refused", { row: number, why });
    }
  }
}

/** Who stands for a row that cannot be opened. */
function withoutRecord(name: string): User {
  return { name, password: "", address: "", registered: "" };
}
