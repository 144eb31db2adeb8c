/**
 * Shows the messages of the room once and in order, whatever happens to the connections. A client that
 * comes back asks for what it has missed, in pages; meanwhile the others go on:
 *
 *     shown …40 41 ╳ lost                    connection 2: after 41
 *                    page 42 43 44, more ─▶ shown     page 45 46 47 ─▶ shown
 *                         message 46   message 47   message 48 ─▶ held ─▶ 48 shown
 *
 * The server may skip numbers, so a gap says nothing: only after the last page is nothing missing.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { ChatEvent, Message, Request } from "../protocol/messages.ts";
import { MESSAGES_A_PAGE } from "../protocol/wire.ts";

/** More is not held back while pages come: a server must not fill this client's memory. */
const MAX_HELD = 100_000;

/**
 * Why a page comes: the client has come in or back, the server has lost its history, or the person wants
 * to read or to search.
 */
export type Asked = { kind: "join" | "catch-up" | "newest" } | Wanted;

/** What the person wants to read or to search for. */
export type Wanted =
  | { kind: "older"; request: Extract<Request, { type: "history" }> }
  | { kind: "search"; request: Extract<Request, { type: "search" }> };

export type Page = Asked & {
  /** The older first. */
  messages: Message[];
  /** Whether there are others beyond it. */
  more: boolean;
};

/** What happens in the room while this client is there. */
export type LiveEvent = Extract<
  ChatEvent,
  { type: "message" | "private" | "joined" | "left" | "notice" }
>;

/** What follows from a page. */
export interface NextStep {
  /** What to show now, in this order. */
  show: LiveEvent[];
  /** Ask for the next page behind this number; undefined when nothing is missing any more. */
  askAfter?: number;
}

export class HistorySync {
  /** The number of the last message that was shown; 0 before the first. */
  #shown = 0;
  /** What has happened while pages are on their way, in order; undefined when nothing is missing. */
  #held: LiveEvent[] | undefined = [];

  get shown(): number {
    return this.#shown;
  }

  /**
   * A new connection is in the room. What happens there is held back until the pages of the past are
   * shown.
   *
   * @param last the number of the room's newest message
   * @returns whether it is smaller than one that was shown: then the server has lost its history, and its
   * numbers begin again
   */
  begin(last: number): boolean {
    const beginsAgain = last < this.#shown;
    if (beginsAgain) this.#shown = 0;
    this.#held = [];
    return beginsAgain;
  }

  /** Counts these messages as shown. */
  skip(messages: readonly Message[]): void {
    for (const message of messages) this.#isNext(message);
  }

  /**
   * A page of what was missed has come.
   *
   * @param messages the older first
   * @param more whether the server has others behind them
   * @exercise 09d.4 Show the messages that are new (`#isNext`). If there are more pages, ask for the next one behind the last message shown. If this was the last page, show what has happened meanwhile (`end`) behind it.
   */
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter: this.#shown };
    return { show: [...missed, ...this.end()] };
  }

  /** No more pages will come. Returns what has happened meanwhile and was not shown yet. */
  end(): LiveEvent[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held.flatMap((event) => this.takeLive(event));
  }

  /** Something has just happened in the room. Returns what is to be shown now: the event, or nothing. */
  takeLive(event: LiveEvent): LiveEvent[] {
    if (this.#held === undefined) {
      return event.type !== "message" || this.#isNext(event) ? [event] : [];
    }
    if (this.#held.length === MAX_HELD) {
      throw new ProtocolError(`more than ${MAX_HELD} events came before the history`);
    }
    this.#held.push(event);
    return [];
  }

  /** Whether a message is newer than all that were shown. If so, it counts as shown from now on. */
  #isNext({ number }: Message): boolean {
    if (number <= this.#shown) return false;
    this.#shown = number;
    return true;
  }
}

/**
 * The pages that a client has asked for. They come in the order of the requests, one message at a time.
 * A page is handed on as a whole: if the connection breaks in the middle of one, half of it would be
 * shown twice.
 */
export class RequestedPages {
  #asked: Asked[] = [];
  #messages: Message[] = [];

  /** How many are still to come. */
  get size(): number {
    return this.#asked.length;
  }

  ask(asked: Asked): void {
    this.#asked.push(asked);
  }

  /** @throws ProtocolError when no page was asked for, or it is too long */
  add(message: Message): void {
    if (this.#asked.length === 0) throw new ProtocolError("a page came that nobody has asked for");
    if (this.#messages.length === MESSAGES_A_PAGE) {
      throw new ProtocolError(`a page has more than ${MESSAGES_A_PAGE} messages`);
    }
    this.#messages.push(message);
  }

  /**
   * The page has ended.
   *
   * @throws ProtocolError when none was asked for
   */
  finish(more: boolean): Page {
    const asked = this.#asked.shift();
    if (asked === undefined) throw new ProtocolError("a page came that nobody has asked for");
    const messages = this.#messages;
    this.#messages = [];
    return { ...asked, messages, more };
  }

  /** The server has refused the next page. Returns the request for it. */
  refuse(): Asked | undefined {
    this.#messages = [];
    return this.#asked.shift();
  }

  /** Returns what the person still wants to see and must be asked for again; forgets the rest. */
  connectionLost(): Wanted[] {
    const wanted = this.#asked.filter((asked) => asked.kind === "older" || asked.kind === "search");
    this.#asked = [];
    this.#messages = [];
    return wanted;
  }
}
