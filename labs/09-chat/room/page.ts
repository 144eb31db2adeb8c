/** A page of messages: as many as a client asks for and as one answer may hold. */
import type { Message } from "../protocol/messages.ts";

/** The most JSON of one page, in bytes: long messages must not fill a member's outbox with one request. */
export const MOST_PAGE_BYTES = 65_536;

/** A part of the history. */
export interface Page {
  /** The older first. */
  messages: Message[];
  /** Whether there are others beyond it. */
  more: boolean;
}

/** Takes messages until it is full. Even the longest message has a place on a page that is empty. */
export class PageInMaking {
  readonly #count: number;
  readonly #messages: Message[] = [];
  #bytes = 0;

  /** @param count the most messages that it takes */
  constructor(count: number) {
    this.#count = count;
  }

  /** Puts the message on the page; false when there is no room for it any more. */
  take(message: Message): boolean {
    this.#bytes += bytesOf(message);
    const isTooLarge = this.#bytes > MOST_PAGE_BYTES && this.#messages.length > 0;
    if (isTooLarge || this.#messages.length >= this.#count) return false;
    this.#messages.push(message);
    return true;
  }

  /** The page as it is now. @param more whether a message was left over */
  finish({ more, isNewestFirst = false }: { more: boolean; isNewestFirst?: boolean }): Page {
    const messages = isNewestFirst ? this.#messages.toReversed() : [...this.#messages];
    return { messages, more };
  }
}

/** Fills a page from these messages, the nearest first. */
export function pageOf(
  messages: Iterable<Message>,
  count: number,
  { isNewestFirst = false } = {},
): Page {
  const page = new PageInMaking(count);
  for (const message of messages) {
    if (!page.take(message)) return page.finish({ more: true, isNewestFirst });
  }
  return page.finish({ more: false, isNewestFirst });
}

/** What the message takes in an answer: the event, and a comma. */
function bytesOf(message: Message): number {
  return Buffer.byteLength(JSON.stringify({ type: "past", ...message })) + 1;
}
