/**
 * The messages of the room, each once and in order, whatever happens to the connections that bring
 * them. A client that comes back asks for what it has missed, in pages; meanwhile the others go on:
 *
 *     shown …40 41 ╳ lost                    connection 2: after 41
 *                    page 42 43 44, more ─▶ shown     page 45 46 47 ─▶ shown
 *                         message 46   message 47   message 48 ─▶ held ─▶ 48 shown
 *
 * Numbers may leave some out, so a gap proves nothing: only the end of the last page does.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { ChatEvent, Message, Request } from "../protocol/messages.ts";
import { MESSAGES_A_PAGE } from "../protocol/wire.ts";

/** More is not held back while pages come: a server must not fill this client's memory. */
const MAX_HELD = 100_000;

/**
 * Why a page comes: on coming in or back, unasked; from a server that has lost its history; or because
 * somebody wants to read or to find.
 */
export type Asked = { kind: "join" | "catch-up" | "newest" } | Wanted;

/** What somebody wants to read or to find. */
export type Wanted =
  | { kind: "older"; request: Extract<Request, { type: "history" }> }
  | { kind: "search"; request: Extract<Request, { type: "search" }> };

export type Page = Asked & {
  /** The older first. */
  messages: Message[];
  /** There are others beyond it. */
  more: boolean;
};

/** What happens in the room while this client is there. */
export type LiveEvent = Extract<
  ChatEvent,
  { type: "message" | "private" | "joined" | "left" | "notice" }
>;

/** What follows from a page. */
export interface NextStep {
  /** In this order. */
  show: LiveEvent[];
  /** The number behind which the next page is to be asked for; undefined when nothing is missing any more. */
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
   * A new connection has come into the room: what happens there is not shown before the pages of the
   * past are.
   *
   * @param last the number of the room's newest message
   * @returns whether it is smaller than one that was shown: the server has lost its history, and its numbers
   * begin again
   */
  begin(last: number): boolean {
    const beginsAgain = last < this.#shown;
    if (beginsAgain) this.#shown = 0;
    this.#held = [];
    return beginsAgain;
  }

  /** These messages are shown; nothing is missing before them. */
  skip(messages: readonly Message[]): void {
    for (const message of messages) this.#isNext(message);
  }

  /**
   * A page of what was missed has come.
   *
   * @param messages the older first
   * @param more whether the server has others behind them
   * @exercise 09d.4 Show the messages that are next; if there are more, ask for them behind the last that was shown; if there are none, show what has happened meanwhile.
   */
  takePage(messages: readonly Message[], more: boolean): NextStep {
    const missed = messages
      .filter((message) => this.#isNext(message))
      .map((message) => ({ type: "message", ...message }) as const);
    if (more) return { show: missed, askAfter: this.#shown };
    return { show: [...missed, ...this.end()] };
  }

  /** There are no more pages. Returns what has happened meanwhile, without what was shown already. */
  end(): LiveEvent[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held.flatMap((event) => this.takeLive(event));
  }

  /** Something has just happened in the room. Returns it if it is its turn to be shown, else nothing. */
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
 * The pages of the past that a client has asked for. They come in the order of the questions, and one
 * message at a time; they are handed on as a whole, because half a page would come twice when the
 * connection is lost in the middle of it.
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
   * The page is at its end.
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

  /** The server will not send the next page. Returns what it was asked. */
  refuse(): Asked | undefined {
    this.#messages = [];
    return this.#asked.shift();
  }

  /** Returns what somebody still wants to see and must ask for again; forgets all the rest. */
  connectionLost(): Wanted[] {
    const wanted = this.#asked.filter((asked) => asked.kind === "older" || asked.kind === "search");
    this.#asked = [];
    this.#messages = [];
    return wanted;
  }
}
