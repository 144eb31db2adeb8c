/**
 * Parts of the history as a member gets them. None of them holds a message that has not been told in the
 * room yet, though it may be in the history already: it will come as what happens, and must not come twice.
 */
import { MESSAGES_A_PAGE, MESSAGES_ON_JOIN } from "../protocol/limits.ts";
import type { Request } from "../protocol/messages.ts";
import type { History } from "./history.ts";
import type { SearchOptions } from "./message-list.ts";
import { type WrittenEvent, written } from "./outbox.ts";
import type { Page } from "./page.ts";

/** A request that is answered with a page. */
export type PageRequest = Extract<Request, { type: "history" | "search" }>;

/** Where pages come from. */
export interface PageSource {
  history: History;
  /** `last`: the number of the last message that was told. */
  room: { readonly last: number };
}

/** What a newcomer is shown: the newest messages, or what it has missed after the one with this number. */
export function pageOnJoin(after: number | undefined, source: PageSource): WrittenEvent[] {
  if (after !== undefined) return eventsOf(pageAfter(after, source));
  return eventsOf(source.history.before(source.room.last + 1, MESSAGES_ON_JOIN));
}

/** The page that somebody has asked for. */
export async function pageFor(
  request: PageRequest,
  source: PageSource,
  asker?: SearchOptions,
): Promise<WrittenEvent[]> {
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

function eventsOf({ messages, more }: Page): WrittenEvent[] {
  const past = messages.map((message) => written({ type: "past", ...message }));
  return [...past, written({ type: "page", more })];
}
