/**
 * The users in `clients.csv`: found in memory, kept in the file, in which nobody can read without the key,
 * and change nothing without being noticed. A user is a row:
 *
 *     index,record
 *     0Hn2…Xk,gAAAAABp…
 *     │       └ Fernet token of {"index":"0Hn2…Xk","name":"ada","password":"$scrypt$…",…}
 *     └ HMAC-SHA256 of the name: the same name always gives the same, so a user can be found by it
 *
 * The record repeats the index. Without it, whoever can write the file could put his own record, whose
 * password he knows, into the row of somebody else.
 *
 * The key is in a file of its own, `clients.key`: 32 random bytes in base64url. Whoever has both files can
 * read who has registered, from where, and with which record; whoever has one can read nothing.
 *
 *     clients.key ─┬─ HKDF "clients.csv index"  ─▶ the key of the column `index`
 *                  └─ HKDF "clients.csv record" ─▶ the Fernet key of the column `record`
 *
 * One key for two purposes would tie them together; HKDF makes two of one, and neither tells anything about
 * the other (RFC 5869 section 3.2).
 *
 * What this does not hide: how many users there are, and that a row has changed. What it does not
 * prevent: that an old file is put in the place of a new one.
 *
 * A row that cannot be opened harms its own user only: under its index nobody can log in, and nobody
 * can register. It stays in the file as it is; it may be the fault of the key, and then it is good again
 * tomorrow.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { join } from "node:path";
import * as v from "valibot";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { parseName } from "../../../shared/auth/parse-name.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { ProgramError } from "../../../shared/process/errors.ts";
import { CsvFile, csvRowOf, type Row } from "../../../shared/storage/csv-file.ts";
import {
  makePrivateFiles,
  readPrivateFile,
  readTextFile,
} from "../../../shared/storage/private-file.ts";
import { FernetKey, openToken, sealToken } from "../a-channel/fernet.ts";
import { fitted, parseJson } from "../protocol/schema.ts";
import type { User, UserStore } from "./user-store.ts";

export const CLIENTS_CSV = "clients.csv";

const KEY_FILE = "clients.key";

const COLUMNS = ["index", "record"] as const;

const KEY_BYTES = 32;

/** 32 bytes in base64url, without padding. An editor may have changed the line ends behind them. */
const WRITTEN = /^[A-Za-z0-9_-]{43}\s*$/;

/**
 * What is inside a row. Only the holder of the key can have written it, and it is checked all the same: they
 * may be another program.
 */
const insideSchema = v.object({
  index: v.string(),
  name: v.pipe(
    v.string(),
    v.check((name) => parseName(name).ok),
  ),
  password: v.string(),
  address: v.string(),
  registered: v.string(),
});

type ClientRow = Row<(typeof COLUMNS)[number]>;

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
  readonly #file: CsvFile<(typeof COLUMNS)[number]>;
  readonly #sealing: ClientRows;
  /** By the index of the name. */
  #entries = new Map<string, StoredUser>();
  /** Rows whose index another has already; they are kept, and mean nothing. */
  #surplus: ClientRow[] = [];

  constructor(
    file: CsvFile<(typeof COLUMNS)[number]>,
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

/** Users as rows, and rows as users. */
export class ClientRows {
  readonly #indexKey: KeyObject;
  readonly #recordKey: FernetKey;

  /** @param key 32 bytes, of which the keys for both columns are made */
  constructor(key: Uint8Array) {
    this.#indexKey = createSecretKey(deriveKey(key, "clients.csv index"));
    this.#recordKey = new FernetKey(deriveKey(key, "clients.csv record"));
  }

  /** Under what a user of this name is found, whatever letters it is written in. */
  indexOf(name: string): string {
    return createHmac("sha256", this.#indexKey).update(canonicalName(name)).digest("base64url");
  }

  /** The user as a row. */
  seal(user: User): ClientRow {
    const index = this.indexOf(user.name);
    const inside = Buffer.from(JSON.stringify({ index, ...user }));
    return { index, record: sealToken(this.#recordKey, inside) };
  }

  /** The user in a row; undefined when it is not as we have written it, and in this row. */
  open({ index, record }: ClientRow): User | undefined {
    const json = openToken(this.#recordKey, record);
    const inside = json && fitted(insideSchema, parseJson(json));
    if (inside === undefined) return undefined;
    const { index: ownIndex, ...user } = inside;
    return ownIndex === index && this.indexOf(user.name) === index ? user : undefined;
  }
}

/**
 * The key in this file; undefined when there is no file.
 *
 * @throws ProgramError when others can read it, or it holds no key
 */
export async function readKeyFile(path: string): Promise<Buffer | undefined> {
  const text = await readPrivateFile(path);
  if (text === undefined) return undefined;
  if (WRITTEN.test(text)) return Buffer.from(text.trim(), "base64url");
  const next = "bring back the right one, from a copy";
  throw new ProgramError(`Cannot use ${path}: it holds no key of ours; ${next}`);
}

/**
 * Makes a new key, and returns it when it is on disk.
 *
 * @throws ProgramError when the file cannot be written
 */
export async function makeKeyFile(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  await makePrivateFiles(new Map([[path, `${key.toString("base64url")}\n`]]));
  return key;
}

/** A key of its own for each purpose. @param label says which */
export function deriveKey(key: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, new Uint8Array(), label, KEY_BYTES));
}
