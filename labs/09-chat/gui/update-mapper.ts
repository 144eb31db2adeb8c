/** Maps the updates of a chat client to messages for a page, which has sentences for people. */
import type { Update } from "../client/updates.ts";
import type { Refusal } from "../protocol/messages.ts";
import type { ToPage } from "./page-messages.ts";

/** What a page is told of an update; undefined when nothing. */
export function toPage(update: Update): ToPage | undefined {
  switch (update.type) {
    // The page is told of a fingerprint when it is verified, and of a text as soon as it is sent.
    case "connected":
    case "fingerprint":
    case "sent":
      return undefined;
    case "refused":
      return { type: "refused", reason: whyRefused(update.why) };
    case "past":
      return { type: "past", messages: update.messages, more: update.more };
    default:
      return update;
  }
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
