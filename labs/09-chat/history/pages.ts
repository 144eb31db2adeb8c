/**
 * Pages of messages: as many as somebody asks for and as one answer may hold.
 *
 * What a member gets of the history comes in pages. None of them holds a message that has not been told in the
 * room yet, though it may be in the history already: it will come as what happens, and must not come twice.
 */

import type { ChatEvent, Message, Request } from "../protocol/messages.ts";
import { MESSAGES_A_PAGE, MESSAGES_ON_JOIN } from "../protocol/wire.ts";
import type { MessageList, SearchOptions } from "./message-list.ts";

/** The most JSON of one page, in bytes: long messages must not fill a member's outbox with one request. */
export const MAX_PAGE_BYTES = 65_536;

/** A part of the history. */
export interface Page {
  /** The older first. */
  messages: Message[];
  /** Whether there are others beyond it. */
  more: boolean;
}

/** Takes messages until it is full. Even the longest message has a place on a page that is empty. */
export class PageBuilder {
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
    const isTooLarge = this.#bytes > MAX_PAGE_BYTES && this.#messages.length > 0;
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
  const page = new PageBuilder(count);
  for (const message of messages) {
    if (!page.take(message)) return page.finish({ more: true, isNewestFirst });
  }
  return page.finish({ more: false, isNewestFirst });
}

/** A request that is answered with a page. */
export type PageRequest = Extract<Request, { type: "history" | "search" }>;

/** Where pages come from. */
export interface PageSource {
  history: Pick<MessageList, "before" | "after" | "search">;
  /** `last`: the number of the last message that was told. */
  room: { readonly last: number };
}

/** What a newcomer is shown: the newest messages, or what it has missed after the one with this number. */
export function pageOnJoin(after: number | undefined, source: PageSource): ChatEvent[] {
  if (after !== undefined) return eventsOf(pageAfter(after, source));
  return eventsOf(source.history.before(source.room.last + 1, MESSAGES_ON_JOIN));
}

/** The page that somebody has asked for. */
export async function pageFor(
  request: PageRequest,
  source: PageSource,
  asker?: SearchOptions,
): Promise<ChatEvent[]> {
  return eventsOf(await findPage(request, source, asker));
}

async function findPage(
  request: PageRequest,
  source: PageSource,
  asker?: SearchOptions,
): Promise<Page> {
  if ("after" in request) return pageAfter(request.after, source);
  const { history, room } = source;
  const before = Math.min(request.before ?? Number.POSITIVE_INFINITY, room.last + 1);
  if (request.type === "history") return history.before(before, MESSAGES_A_PAGE);
  return await history.search(request.text, before, MESSAGES_A_PAGE, asker);
}

function pageAfter(after: number, { history, room }: PageSource): Page {
  const { messages, more } = history.after(after, MESSAGES_A_PAGE);
  const told = messages.filter(({ number }) => number <= room.last);
  return { messages: told, more: more && told.length === messages.length };
}

function eventsOf({ messages, more }: Page): ChatEvent[] {
  const past = messages.map((message) => ({ type: "past", ...message }) as const);
  return [...past, { type: "page", more }];
}

/** What the message takes in an answer: the event, and a comma. */
function bytesOf(message: Message): number {
  return Buffer.byteLength(JSON.stringify({ type: "past", ...message })) + 1;
}
