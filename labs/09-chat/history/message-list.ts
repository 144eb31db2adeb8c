/**
 * The messages of the room, as they are leafed through and searched: the latest in memory, and those that
 * are older in the file, out of which they are read when somebody asks for them.
 */
import { setImmediate } from "node:timers/promises";
import type { Message } from "../protocol/messages.ts";
import type { OlderMessages } from "./history-csv.ts";
import { type Page, PageBuilder, pageOf } from "./pages.ts";

/** So many messages are kept in memory. */
const MAX_MESSAGES = 100_000;

/** And so much of their texts, in UTF-16 units: 100,000 of the longest would be 200 MB. */
const MAX_UNITS = 2 ** 26;

/** Places of dropped messages are given back when there are so many: not for each, because all others move. */
const EMPTY_PLACES = 5_000;

/** A search lets others work after so long, in milliseconds; all messages take up to some seconds. */
const SLICE_MS = 5;

/** Where the messages are found that are not in memory any more. */
export type Older = Pick<OlderMessages, "extend" | "backwards" | "forwards" | "clear">;

export interface MessageListOptions {
  older?: Older;
  /** So many messages are kept in memory, and so much of their texts in UTF-16 units. */
  maxMessages?: number;
  maxUnits?: number;
  /** A search lets others work after so long, in milliseconds. */
  sliceMs?: number;
}

/** Whose search it is, and when nobody waits for it any more. */
export interface SearchOptions {
  owner?: string;
  signal?: AbortSignal;
}

export class MessageList {
  readonly #older: Older | undefined;
  readonly #maxMessages: number;
  readonly #maxUnits: number;
  readonly #sliceMs: number;
  /** By their numbers, the smallest first; those before {@link #first} are dropped. */
  #messages: Message[] = [];
  #first = 0;
  #units = 0;
  /** The number of the newest message when the file was gone through last. */
  #marked = 0;
  /** Whether some are in the file only. */
  #hasOlder = false;
  /** The last search of each owner who has one: they come one after the other. */
  readonly #searches = new Map<string, Promise<unknown>>();
  /** The last slice in the queue: all searches together have one at a time. */
  #lastSlice: Promise<unknown> = Promise.resolve();

  /** @param options `older`: what was dropped; without it, it is gone */
  constructor({
    older,
    maxMessages = MAX_MESSAGES,
    maxUnits = MAX_UNITS,
    sliceMs = SLICE_MS,
  }: MessageListOptions = {}) {
    this.#older = older;
    this.#sliceMs = sliceMs;
    this.#maxMessages = maxMessages;
    this.#maxUnits = maxUnits;
  }

  /** Adds a message, whose number must be larger than all before; drops the oldest when there are too many. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#units += message.text.length;
    while (this.#hasTooMany()) {
      this.#units -= this.#messages[this.#first]?.text.length ?? 0;
      this.#first++;
      this.#hasOlder = true;
    }
    if (this.#first < EMPTY_PLACES) return;
    this.#messages.splice(0, this.#first);
    this.#first = 0;
  }

  /** Makes what was dropped ready to be read out of the file. */
  #openOlder(): Older | undefined {
    const first = this.#messages[this.#first];
    if (!this.#hasOlder || first === undefined) return undefined;
    if (first.number > this.#marked) {
      this.#older?.extend();
      this.#marked = this.#messages.at(-1)?.number ?? 0;
    }
    return this.#older;
  }

  clear(): void {
    this.#messages = [];
    this.#first = 0;
    this.#units = 0;
    this.#hasOlder = false;
    this.#marked = 0;
    this.#older?.clear();
  }

  /** The newest messages with smaller numbers than this. */
  before(number: number, count: number): Page {
    return pageOf(this.#backwards(number), count, { isNewestFirst: true });
  }

  /** The oldest messages with larger numbers than this. */
  after(number: number, count: number): Page {
    return pageOf(this.#forwards(number), count);
  }

  /**
   * The newest messages that hold the text, in large or small letters, with smaller numbers than this.
   * Each owner has one search at a time, and all have their slices in turn: meanwhile messages can come, and
   * all can be cleared.
   *
   * @throws the signal's reason when it aborts
   */
  async search(
    text: string,
    before: number,
    count: number,
    { owner = "", signal }: SearchOptions = {},
  ): Promise<Page> {
    const earlier = this.#searches.get(owner) ?? Promise.resolve();
    const searching = earlier.then(() => this.#search(text, before, count, signal));
    const settled = searching.catch(() => {});
    this.#searches.set(owner, settled);
    void settled.then(() => {
      if (this.#searches.get(owner) === settled) this.#searches.delete(owner);
    });
    return await searching;
  }

  async #search(text: string, before: number, count: number, signal?: AbortSignal): Promise<Page> {
    const page = new PageBuilder(count);
    const pattern = new RegExp(RegExp.escape(text), "iu");
    let from = before;
    for (;;) {
      const more = await this.#inTurn(() => {
        signal?.throwIfAborted();
        const sliceEndsAt = performance.now() + this.#sliceMs;
        for (const message of this.#backwards(from)) {
          if (pattern.test(message.text) && !page.take(message)) return true;
          from = message.number;
          if (performance.now() >= sliceEndsAt) return undefined;
        }
        return false;
      });
      if (more !== undefined) return page.finish({ more, isNewestFirst: true });
    }
  }

  /** Does a slice of a search, when all others that wait have had theirs. Others work in between. */
  #inTurn<Result>(slice: () => Result): Promise<Result> {
    const working = this.#lastSlice.then(async () => {
      await setImmediate();
      return slice();
    });
    this.#lastSlice = working.catch(() => {});
    return working;
  }

  *#backwards(number: number): Generator<Message> {
    for (let index = this.#indexOf(number) - 1; index >= this.#first; index--) {
      const message = this.#messages[index];
      if (message !== undefined) yield message;
    }
    const first = this.#messages[this.#first]?.number ?? 0;
    const older = this.#openOlder();
    if (older !== undefined) yield* older.backwards(Math.min(number, first));
  }

  *#forwards(number: number): Generator<Message> {
    const first = this.#messages[this.#first]?.number ?? 0;
    const older = number + 1 < first ? this.#openOlder() : undefined;
    if (older !== undefined) yield* older.forwards(number, first);
    for (let index = this.#indexOf(number + 1); index < this.#messages.length; index++) {
      const message = this.#messages[index];
      if (message !== undefined) yield message;
    }
  }

  /** Where the first message with this number or a larger one stands; found by halving. */
  #indexOf(number: number): number {
    let [low, high] = [this.#first, this.#messages.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle]?.number ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #hasTooMany(): boolean {
    const count = this.#messages.length - this.#first;
    return count > 1 && (count > this.#maxMessages || this.#units > this.#maxUnits);
  }
}
