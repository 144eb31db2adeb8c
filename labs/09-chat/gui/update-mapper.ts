/**
 * Maps the updates of a chat client to messages for a page: whole pages of the past, a time for every
 * event, and sentences for people.
 */
import type { PageOf, Refusal, Update } from "../client/updates.ts";
import type { ChatEvent, Message } from "../protocol/messages.ts";
import type { ToPage } from "./page-messages.ts";

export class UpdateMapper {
  readonly #now: () => string;
  /** The messages of a page of the past that is not at its end yet. */
  #past: Message[] = [];
  /** What was searched for and has no answer yet: answers come in the order of the questions. */
  readonly #searches: string[] = [];

  /** @param now the time, in RFC 3339 */
  constructor(now: () => string) {
    this.#now = now;
  }

  /** Results for this text will come, behind those for all before. */
  searchedFor(text: string): void {
    this.#searches.push(text);
  }

  /** What a page is told of it; undefined when nothing. */
  of(update: Update): ToPage | undefined {
    switch (update.type) {
      case "state":
        return inWholeMilliseconds(update);
      case "entered":
      case "members":
      case "acknowledged":
        return update;
      case "refused":
        return { type: "refused", reason: whyRefused(update.why) };
      case "event":
        return this.#ofEvent(update.event, update.of);
      // The page is told of a fingerprint when it is verified, and of a text as soon as it is sent.
      case "connected":
      case "fingerprint":
      case "sent":
        return undefined;
      default:
        return update satisfies never;
    }
  }

  #ofEvent(event: ChatEvent, of: PageOf | undefined): ToPage | undefined {
    switch (event.type) {
      case "message":
      case "private":
        return event;
      case "joined":
      case "left":
      case "notice":
        return { ...event, time: this.#now() };
      case "past":
        this.#past.push(messageIn(event));
        return undefined;
      case "page":
        return this.#endOfPage(event.more, of);
      case "refused":
        // Without an id it is no message: of all else, only a search is ever refused.
        if (event.id === undefined) this.#searches.shift();
        return { ...event, type: "not-taken" };
      case "here":
      case "accepted":
        return undefined;
      default:
        return event satisfies never;
    }
  }

  #endOfPage(more: boolean, of: PageOf | undefined): ToPage {
    const messages = this.#past;
    this.#past = [];
    if (of === "search") {
      return { type: "results", text: this.#searches.shift() ?? "", messages, more };
    }
    return { type: "past", messages, more };
  }
}

function messageIn({ number, time, from, text }: Message): Message {
  return { number, time, from, text };
}

function inWholeMilliseconds(state: Extract<Update, { type: "state" }>): ToPage {
  return state.retryInMs === undefined
    ? state
    : { ...state, retryInMs: Math.round(state.retryInMs) };
}

/** The sentence for a refusal. */
export function whyRefused(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      // The server does not say which of the two: it would tell strangers who has an account.
      return "The name or the password is wrong. If you are new here, choose Register.";
    case "taken":
      return "This name is taken. If it is yours, choose Log in; otherwise choose another name.";
    case "refused":
      return `${asSentence(why.reason)}${patience(why.retryAfterMs)}`;
    default:
      return why satisfies never;
  }
}

function asSentence(reason: string): string {
  const [first = "", ...rest] = reason;
  return `${first.toUpperCase()}${rest.join("")}${/[.!?]$/.test(reason) ? "" : "."}`;
}

function patience(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "";
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return ` Try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`;
}
