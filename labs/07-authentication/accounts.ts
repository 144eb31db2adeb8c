/**
 * Who has an account, and the records of their passwords: in memory to be looked up, in `users.csv`
 * to be kept.
 *
 *     name,password
 *     ada,"$scrypt$ln=17,r=8,p=1$dGhpcyBpcyBhIHNhbHQh$…"
 *
 * A name is the same in large and small letters: `Ada` must not be able to pass for `ada`.
 */
import { join } from "node:path";
import { canonicalName } from "../../shared/auth/canonical-name.ts";
import type { HashLimiter } from "../../shared/auth/hash-limiter.ts";
import { parseName } from "../../shared/auth/parse-name.ts";
import { hashPassword, verifyPassword } from "../../shared/auth/password-hash.ts";
import {
  type Cost,
  formatRecord,
  isUpToDate,
  parseRecord,
  recordOfNobody,
} from "../../shared/auth/password-record.ts";
import { TakenLooks } from "../../shared/auth/taken-looks.ts";
import type { Log } from "../../shared/logging/log.ts";
import { systemReason } from "../../shared/process/errors.ts";
import { CsvFile, type Row } from "../../shared/storage/csv-file.ts";
import { passOver } from "../../shared/storage/pass-over.ts";

const FILE = "users.csv";

const COLUMNS = ["name", "password"] as const;

/** As it stands in the file. The password is a record; one that is damaged fits no password. */
export type User = Row<(typeof COLUMNS)[number]>;

/** What accounts need. */
export interface AccountsOptions {
  /** What a new record costs. */
  cost: Cost;
  /** Every hash goes through it. */
  gate: Pick<HashLimiter, "run">;
  log: Log;
}

export class Accounts {
  readonly #options: AccountsOptions;
  readonly #file: CsvFile<(typeof COLUMNS)[number]>;
  /** By {@link canonicalName}. A Map: to an object, `__proto__` is not a name like any other. */
  readonly #users = new Map<string, User>();
  /** Nobody may register as `Аda` with a Cyrillic А where there is an `Ada`. */
  readonly #looks = new TakenLooks();
  /** Rows of the file that cannot be used. They stay in it, and mean nothing. */
  #passedOver: readonly User[] = [];
  /** Stands in for users who do not exist. */
  readonly #nobody;

  private constructor(options: AccountsOptions, file: CsvFile<"name" | "password">) {
    this.#options = options;
    this.#file = file;
    this.#nobody = recordOfNobody(options.cost);
  }

  /**
   * Opens the accounts in this folder; there are none when there is no file yet. What stands in the file is
   * checked like what a client sends. A damaged record harms its own user only.
   *
   * @throws the system's error when the file cannot be used
   */
  static async open(folder: string, options: AccountsOptions): Promise<Accounts> {
    const report = (what: string) => options.log.warn("users-file", { what });
    const { file, rows } = await CsvFile.open(join(folder, FILE), COLUMNS, report, {
      isWhole: ({ name, password }) => parseName(name).ok && parseRecord(password) !== undefined,
    });
    const accounts = new Accounts(options, file);
    accounts.#passedOver = passOver(rows, FILE, report, (row) => accounts.#takeOver(row));
    return accounts;
  }

  /** Whether somebody is called so. */
  has(name: string): boolean {
    return this.#users.has(canonicalName(name));
  }

  /** Everybody, in the order in which they came. */
  list(): User[] {
    return [...this.#users.values()];
  }

  /**
   * Makes an account. Returns when it is on disk, or why there is none: a name that looks like that of
   * somebody is taken, too.
   *
   * @throws the system's error when it cannot be stored; then there is no account
   */
  async register(name: string, password: string): Promise<"registered" | "taken" | "busy"> {
    if (this.has(name) || this.#looks.isLikeAnother(name)) return "taken";
    const { gate, cost } = this.#options;
    const record = await gate.run(() => hashPassword(password, cost));
    if (record === "busy") return "busy";
    // Asked again: while the hash was computed, another client may have taken the name.
    if (!this.#looks.take(name)) return "taken";
    await this.#add({ name, password: formatRecord(record) });
    return "registered";
  }

  /**
   * Whose password this is: the name as it was registered; undefined when there is no such user or
   * the password is wrong. Both cost exactly one hash, or the time of the answer would tell them apart.
   */
  async whoIs(name: string, password: string): Promise<{ name: string } | "busy" | undefined> {
    const user = this.#users.get(canonicalName(name));
    const record = parseRecord(user?.password ?? "") ?? this.#nobody;
    const fits = await this.#options.gate.run(() => verifyPassword(password, record));
    if (fits === "busy") return "busy";
    if (user === undefined || !fits) return undefined;
    if (!isUpToDate(record, this.#options.cost)) await this.#renew(user, password);
    return { name: user.name };
  }

  /** Takes over users with records of elsewhere. Returns when they are on disk. */
  async adopt(users: readonly User[]): Promise<void> {
    for (const user of users) this.#know(user);
    await this.#file.replaceAll(this.#rows());
  }

  /** Returns when everything is on disk. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #add(user: User): Promise<void> {
    // Taken at once, before the disk has it: between the question and the answer nobody else gets in.
    this.#users.set(canonicalName(user.name), user);
    try {
      await this.#file.append(user);
    } catch (error) {
      this.#users.delete(canonicalName(user.name));
      this.#looks.giveBack(user.name);
      throw error;
    }
  }

  /** Takes a row of the file over; returns why it cannot be used, or undefined. */
  #takeOver({ name: text, password }: User): string | undefined {
    const name = parseName(text);
    if (!name.ok) return `it has no name: ${name.reason}`;
    if (this.has(name.value)) return "its name stands in a line above";
    this.#know({ name: name.value, password });
    if (parseRecord(password) === undefined) {
      this.#options.log.warn("record-damaged", { name: name.value });
    }
    return undefined;
  }

  #know(user: User): void {
    this.#users.set(canonicalName(user.name), user);
    this.#looks.add(user.name);
  }

  /** All that belongs into the file. */
  #rows(): User[] {
    return [...this.list(), ...this.#passedOver];
  }

  /**
   * Now that the password is known, a better record can be made. When all are busy or the disk is full,
   * next time: the password was right, and the old record still proves it.
   */
  async #renew(user: User, password: string): Promise<void> {
    const { gate, cost, log } = this.#options;
    const record = await gate.run(() => hashPassword(password, cost));
    if (record === "busy") return;
    this.#users.set(canonicalName(user.name), { name: user.name, password: formatRecord(record) });
    try {
      await this.#file.replaceAll(this.#rows());
      log.info("record-renewed", { name: user.name });
    } catch (error) {
      this.#users.set(canonicalName(user.name), user);
      log.error("record-not-renewed", { name: user.name, reason: systemReason(error) });
    }
  }
}
