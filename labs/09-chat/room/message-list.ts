/**
 * The latest messages of the room, in memory: what newcomers are shown, what is leafed through and
 * searched. What is older than they stands in the file only.
 */
import { setImmediate } from "node:timers/promises";
import type { Message } from "../protocol/messages.ts";
import { type Page, PageInMaking, pageOf } from "./page.ts";

/** So many messages are kept in memory. */
const MOST_MESSAGES = 100_000;

/** And so much of their texts, in UTF-16 units: 100,000 of the longest would be 200 MB. */
const MOST_UNITS = 2 ** 26;

/** Places of dropped messages are given back when there are so many: not for each, because all others move. */
const EMPTY_PLACES = 5_000;

/** A search lets others work after so long, in milliseconds; all messages take up to some seconds. */
const SLICE_MS = 5;

export class MessageList {
  readonly #mostMessages: number;
  readonly #mostUnits: number;
  readonly #sliceMs: number;
  /** By their numbers, the smallest first; those before {@link #first} are dropped. */
  #messages: Message[] = [];
  #first = 0;
  #units = 0;
  /** The last search in the queue: of many at once each would have its slice, and the rest would wait. */
  #lastSearch: Promise<unknown> = Promise.resolve();

  constructor({ mostMessages = MOST_MESSAGES, mostUnits = MOST_UNITS, sliceMs = SLICE_MS } = {}) {
    this.#sliceMs = sliceMs;
    this.#mostMessages = mostMessages;
    this.#mostUnits = mostUnits;
  }

  /** Adds a message, whose number must be larger than all before; drops the oldest when there are too many. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#units += message.text.length;
    while (this.#hasTooMany()) {
      this.#units -= this.#messages[this.#first]?.text.length ?? 0;
      this.#first++;
    }
    if (this.#first < EMPTY_PLACES) return;
    this.#messages.splice(0, this.#first);
    this.#first = 0;
  }

  clear(): void {
    this.#messages = [];
    this.#first = 0;
    this.#units = 0;
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
   * One search after the other, and each in slices: meanwhile messages can come, and all can be cleared.
   */
  async search(text: string, before: number, count: number): Promise<Page> {
    const searching = this.#lastSearch.then(() => this.#search(text, before, count));
    this.#lastSearch = searching.catch(() => {});
    return await searching;
  }

  async #search(text: string, before: number, count: number): Promise<Page> {
    const page = new PageInMaking(count);
    const pattern = new RegExp(RegExp.escape(text), "iu");
    let from = before;
    for (;;) {
      const sliceEndsAt = performance.now() + this.#sliceMs;
      let isOver = true;
      for (const message of this.#backwards(from)) {
        if (pattern.test(message.text) && !page.take(message)) {
          return page.finish({ more: true, isNewestFirst: true });
        }
        from = message.number;
        if (performance.now() < sliceEndsAt) continue;
        isOver = false;
        break;
      }
      if (isOver) return page.finish({ more: false, isNewestFirst: true });
      await setImmediate();
    }
  }

  *#backwards(number: number): Generator<Message> {
    for (let index = this.#indexOf(number) - 1; index >= this.#first; index--) {
      const message = this.#messages[index];
      if (message !== undefined) yield message;
    }
  }

  *#forwards(number: number): Generator<Message> {
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
    return count > 1 && (count > this.#mostMessages || this.#units > this.#mostUnits);
  }
}
