/**
 * The pages of the past that a client has asked for. They come in the order of the questions, and one
 * message at a time; they are handed on as a whole, because half a page would come twice when the
 * connection is lost in the middle of it.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";
import { MESSAGES_A_PAGE } from "../protocol/limits.ts";
import type { Message, Request } from "../protocol/messages.ts";

/**
 * Why a page comes: on coming in, on coming back, to a server that has lost its history, or because somebody
 * wants to read or to find.
 */
export type PageKind = "join" | "catch-up" | "newest" | "older" | "search";

/** What was asked. The page on coming in or back is sent unasked: it has no request. */
export interface Asked {
  kind: PageKind;
  request?: Extract<Request, { type: "history" | "search" }>;
}

export interface Page {
  kind: PageKind;
  /** The older first. */
  messages: Message[];
  /** There are others beyond it. */
  more: boolean;
}

export class Pages {
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
    return { kind: asked.kind, messages, more };
  }

  /** The server will not send the next page. Returns what it was asked. */
  refuse(): Asked | undefined {
    this.#messages = [];
    return this.#asked.shift();
  }

  /** Returns what somebody still wants to see and must ask for again; forgets all the rest. */
  connectionLost(): Asked[] {
    const wanted = this.#asked.filter(({ kind }) => kind === "older" || kind === "search");
    this.#asked = [];
    this.#messages = [];
    return wanted;
  }
}
