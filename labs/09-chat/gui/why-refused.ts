/** Why somebody is not let in, as a sentence for people. */
import type { Refusal } from "../client/updates.ts";

/** The sentence for a refusal. */
export function whyRefused(why: Refusal): string {
  switch (why.type) {
    case "wrong":
      // The server does not say which of the two: it would tell strangers who has an account.
      return "The name or the password is not right.";
    case "taken":
      return "Somebody has this name already. Log in if it is you, or choose another one.";
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
