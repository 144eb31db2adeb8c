/**
 * What was said in the room: all of it on disk, the latest also in memory.
 *
 *     number,time,from,id,text
 *     57,2026-11-22T09:29:58.120Z,bob,Qm1s,see you
 *     58,2026-11-22T09:30:00.000Z,ada,k3J9,"hello, all"
 *
 * A message gets its number before its row is written, and nobody sees it before the row is on disk. When
 * the row cannot be written, the number is left out. The row keeps the id, so that a message that comes
 * again is recognized after a crash, too: the crash may have come between the row and the acknowledgement.
 */
import { join } from "node:path";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { errorCode, ProgramError, systemReason } from "../../../shared/process/errors.ts";
import { CsvFile } from "../../../shared/storage/csv-file.ts";
import { parseFileName } from "../../../shared/storage/parse-file-name.ts";
import { passOver } from "../../../shared/storage/pass-over.ts";
import {
  COLUMNS,
  type HistoryRow,
  numberIn,
  OlderMessages,
  parseHistoryRow,
  rowOf,
} from "../history/history-csv.ts";
import { MessageList, type SearchOptions } from "../history/message-list.ts";
import type { Page } from "../history/pages.ts";
import type { Message } from "../protocol/messages.ts";
import { REMEMBERED_IDS } from "../protocol/wire.ts";

const FILE = "history.csv";

/** For rows that were on disk at the start. */
const STORED = Promise.resolve();

/** No export may have this name, also while users are kept in a database. */
const KEPT_FREE = "clients.csv";

/** A message's row, on its way to the disk. */
interface Row {
  number: number;
  /** Resolves when the row is on disk; rejects with the system's error when it cannot be stored. */
  stored: Promise<void>;
}

/** What became of a message that was to be added. */
export interface Added extends Row {
  /** Undefined when it was added before: nobody must see it again. */
  message?: Message;
}

/**
 * What became of the last messages of each user, by the ids that they have. A client that has lost its
 * connection does not know whether its last messages have arrived, so it sends them again with the same
 * ids. By the ids they are recognized here.
 */
export class DedupCache<Outcome> {
  /** The ids of each user, by {@link canonicalName}, in the order in which they came. */
  readonly #users = new Map<string, Map<string, Outcome>>();

  /**
   * Does something once for each of a user's ids. Returns what came of it, now or the first time.
   *
   * @param deed is done for an id that is new
   * @exercise 09d.1 Return what is remembered for this id of the user, who is known by `canonicalName`; else do the deed, remember what came of it, and forget the user's oldest id when there are more than `REMEMBERED_IDS`.
   */
  once(user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get(canonicalName(user)) ?? new Map<string, Outcome>();
    const earlier = ids.get(id);
    if (earlier !== undefined) return earlier;
    const outcome = deed();
    this.#users.set(canonicalName(user), ids.set(id, outcome));
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
    return outcome;
  }

  /** Nothing came of it: the next time the id is a new one. */
  forget(user: string, id: string): void {
    const ids = this.#users.get(canonicalName(user));
    ids?.delete(id);
    if (ids?.size === 0) this.#users.delete(canonicalName(user));
  }
}

export class History {
  readonly #folder: string;
  readonly #file: CsvFile<(typeof COLUMNS)[number]>;
  readonly #list: MessageList;
  readonly #ids = new DedupCache<Row>();
  /** The largest number that was given to a message. */
  #given = 0;
  /** The largest number of a message that is, or was, on disk. */
  #last = 0;
  /** How many messages are in the file. */
  #size = 0;

  private constructor(
    folder: string,
    file: CsvFile<(typeof COLUMNS)[number]>,
    limits: { maxMessages?: number },
  ) {
    this.#folder = folder;
    this.#file = file;
    this.#list = new MessageList({ ...limits, older: new OlderMessages(join(folder, FILE)) });
  }

  /**
   * Opens the history in this folder; it is empty when there is no file yet.
   *
   * @param report called with a sentence about each row that cannot be used
   * @throws ProgramError when the file cannot be read or written
   */
  static async open(
    folder: string,
    report: (what: string) => void,
    limits: { maxMessages?: number } = {},
  ): Promise<History> {
    const { file, rows } = await CsvFile.open(join(folder, FILE), COLUMNS, report, {
      endsInQuotes: true,
      isWhole: (row) => parseHistoryRow(row).ok,
    });
    const history = new History(folder, file, limits);
    history.#takeOverAll(rows, report);
    return history;
  }

  /** The number of the newest message there ever was, also if it was cleared; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** How many messages are kept, on disk. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a message. It has its number at once; the rows are stored in the order of the numbers. When a user's
   * id comes again, the first message's row is returned, also while it is still on its way. When a row
   * cannot be stored, its id is a new one afterwards.
   */
  add(from: string, id: string, text: string): Added {
    const message = { number: this.#given + 1, time: now(), from, text };
    const { number, stored } = this.#ids.once(from, id, () => this.#store(message, id));
    return { number, stored, ...(number === message.number && { message }) };
  }

  /** The newest messages with smaller numbers than this: at most so many, and 64 KiB of JSON. */
  before(number: number, count: number): Page {
    return this.#list.before(number, count);
  }

  /** The oldest messages with larger numbers than this: at most so many, and 64 KiB of JSON. */
  after(number: number, count: number): Page {
    return this.#list.after(number, count);
  }

  /** The newest messages that hold the text, in large or small letters, with smaller numbers than this. */
  search(text: string, before: number, count: number, options?: SearchOptions): Promise<Page> {
    return this.#list.search(text, before, count, options);
  }

  /**
   * Copies everything that was said into a new file of the same folder, in the same form.
   *
   * @param name a plain name that ends in .csv
   * @throws ProgramError when the name is invalid or taken, or the copy cannot be written
   */
  async export(name: string): Promise<void> {
    const deed = `Cannot export the history to ${JSON.stringify(name)}`;
    const parsed = parseFileName(name, ".csv");
    if (name === KEPT_FREE) throw new ProgramError(`${deed}: users are kept there; choose another`);
    if (!parsed.ok) throw new ProgramError(`${deed}: ${parsed.reason}; try export said.csv`);
    try {
      await this.#file.copyTo(join(this.#folder, parsed.value));
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      const next = "choose another name, or make room on the disk";
      throw new ProgramError(`${deed}: ${systemReason(error)}; ${next}`, { cause: error });
    }
  }

  /**
   * Forgets everything that was said, and leaves one row that says so. Numbers go on from where they were.
   * Returns how many messages there were, when that row is on disk.
   *
   * @throws the system's error; then nothing is forgotten
   */
  async clear(): Promise<number> {
    const count = this.#size;
    const audit = {
      number: this.#given,
      time: now(),
      from: "",
      text: `cleared: ${count} messages`,
    };
    await this.#file.replaceAll([rowOf(audit, "")]);
    // Rows that were added before are stored by now, and those that were added later come after this.
    this.#list.clear();
    this.#size = 0;
    return count;
  }

  /** Returns when all rows are on disk; nothing can be added any more. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  #store(message: Message, id: string): Row {
    const { number, from } = message;
    this.#given = number;
    const stored = this.#file.append(rowOf(message, id)).then(() => this.#keep(message));
    stored.catch(() => this.#ids.forget(from, id));
    return { number, stored };
  }

  #keep(message: Message): void {
    this.#list.add(message);
    this.#last = message.number;
    this.#size++;
  }

  /** Rows that cannot be used are reported, and stay in the file: it may be somebody's only copy. */
  #takeOverAll(rows: readonly HistoryRow[], report: (what: string) => void): void {
    passOver(rows, FILE, report, (row) => this.#takeOver(row));
  }

  /** Takes over a row of the file; returns why it cannot be used, or undefined. */
  #takeOver(row: HistoryRow): string | undefined {
    const parsed = parseHistoryRow(row);
    if (!parsed.ok) {
      // Somebody may have seen a message with this number: the next one gets a larger one.
      this.#given = Math.max(this.#given, numberIn(row) ?? 0);
      return parsed.reason;
    }
    const entry = parsed.value;
    const number = entry.type === "message" ? entry.message.number : entry.number;
    // The row that `clear` leaves has the number of the last message before it.
    const isBehind = entry.type === "message" ? number > this.#given : number >= this.#given;
    if (!isBehind) return "its number is not larger than the one before";
    this.#given = number;
    this.#last = number;
    if (entry.type === "cleared") return undefined;
    this.#keep(entry.message);
    this.#ids.once(entry.message.from, entry.id, () => ({ number, stored: STORED }));
    return undefined;
  }
}

function now(): string {
  return new Date().toISOString();
}
