/**
 * What was said in the room: on disk for ever, the latest of it in memory.
 *
 *     number,time,from,id,text
 *     57,2026-11-22T09:29:58.120Z,bob,Qm1s,see you
 *     58,2026-11-22T09:30:00.000Z,ada,k3J9,"hello, all"
 *
 * A message gets its number before it goes to the disk, and is shown to nobody before it is there. When
 * the disk does not take it, its number is left out. The id stands in the row so that a message that
 * comes again is known again after a crash, too: the crash may have come between the row and the
 * acknowledgement.
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
  parseHistoryRow,
  rowOf,
} from "../history/history-row.ts";
import { MessageList, type SearchOptions } from "../history/message-list.ts";
import { OlderMessages } from "../history/older-messages.ts";
import type { Page } from "../history/pages.ts";
import type { Message } from "../protocol/messages.ts";
import { REMEMBERED_IDS } from "../protocol/wire.ts";

const FILE = "history.csv";

/** Not there while users are kept in a database, and yet no place for an export. */
const KEPT_FREE = "clients.csv";

/** What became of a message that was to be added. */
export interface Added {
  number: number;
  /** Undefined: it had been added before, and nobody must see it again. */
  message?: Message;
}

/**
 * What became of each message, by the id that its sender has given it: the last ids of each user. A client
 * that has lost its connection does not know whether its last messages came through, so it sends them again
 * with the same ids; here one sees that they are the same.
 */
export class DedupCache<Outcome> {
  /** By {@link canonicalName} of the user; each in the order in which they came. */
  readonly #users = new Map<string, Map<string, Outcome>>();

  /** What became of it; undefined when there is no such message, or it is too long ago. */
  find(user: string, id: string): Outcome | undefined {
    return this.#users.get(canonicalName(user))?.get(id);
  }

  /** Remembers an id that is new; the oldest of this user's is forgotten when there are too many. */
  remember(user: string, id: string, outcome: Outcome): void {
    const ids = this.#users.get(canonicalName(user)) ?? new Map<string, Outcome>();
    this.#users.set(canonicalName(user), ids);
    ids.set(id, outcome);
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
  }

  /** It has come to nothing: the next time it is a new one. */
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
  /** Each settles when the row is on disk. */
  readonly #ids = new DedupCache<Promise<number>>();
  /** The largest number that was given to a message. */
  #given = 0;
  /** The largest number of a message that is, or was, on disk. */
  #last = 0;
  /** How many messages are in the file. */
  #size = 0;

  private constructor(
    folder: string,
    file: CsvFile<(typeof COLUMNS)[number]>,
    limits: { mostMessages?: number },
  ) {
    this.#folder = folder;
    this.#file = file;
    this.#list = new MessageList({ ...limits, older: new OlderMessages(join(folder, FILE)) });
  }

  /**
   * Opens the history in this folder, to go on with it; there is none when there is no file yet.
   *
   * @param report is told in a sentence what cannot be used
   * @throws ProgramError when the file cannot be read or written
   */
  static async open(
    folder: string,
    report: (what: string) => void,
    limits: { mostMessages?: number } = {},
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
   * Adds what somebody said. Returns when its row is on disk; new ones return in the order in which they
   * were added, which is the order of their numbers. When the same user's id comes again, the first
   * message's number is returned, also while that is still under way.
   *
   * @throws the system's error when the row cannot be stored; the same id is a new one then
   */
  async add(from: string, id: string, text: string): Promise<Added> {
    const earlier = this.#ids.find(from, id);
    if (earlier !== undefined) return { number: await earlier };
    const storing = this.#store(from, id, text);
    this.#ids.remember(from, id, numberOf(storing));
    try {
      const message = await storing;
      return { number: message.number, message };
    } catch (error) {
      this.#ids.forget(from, id);
      throw error;
    }
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
   * Copies all that was said, from the first day on, into a new file of the same folder, in the same form.
   *
   * @param name a plain name that ends in .csv
   * @throws ProgramError when the name is none, is taken, or the disk does not take it
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
   * Forgets all that was said, and leaves one row that says so. Numbers go on from where they were. Returns
   * how many messages there were, when that is on disk.
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
    // What was added before has arrived by now, and what was added behind it comes after this.
    this.#list.clear();
    this.#size = 0;
    return count;
  }

  /** Returns when all rows under way are on disk; nothing can be added any more. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #store(from: string, id: string, text: string): Promise<Message> {
    this.#given++;
    const message = { number: this.#given, time: now(), from, text };
    await this.#file.append(rowOf(message, id));
    this.#keep(message);
    return message;
  }

  #keep(message: Message): void {
    this.#list.add(message);
    this.#last = message.number;
    this.#size++;
  }

  /** What cannot be used stays in the file, and is named: it may be somebody's only copy. */
  #takeOverAll(rows: readonly HistoryRow[], report: (what: string) => void): void {
    passOver(rows, FILE, report, (row) => this.#takeOver(row));
  }

  /** Takes a row of the file over; returns why it cannot be used, or undefined. */
  #takeOver(row: HistoryRow): string | undefined {
    const parsed = parseHistoryRow(row);
    if (!parsed.ok) {
      // Somebody may have seen a message of this number: the next one gets a larger one.
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
    this.#ids.remember(entry.message.from, entry.id, Promise.resolve(number));
    return undefined;
  }
}

/** Only the number is remembered: the texts would be as many as the users are. */
function numberOf(stored: Promise<Message>): Promise<number> {
  const number = stored.then((message) => message.number);
  number.catch(() => {}); // whoever adds the message hears of it
  return number;
}

function now(): string {
  return new Date().toISOString();
}
