/** Doing what a typed line means. */
import type { ChatClient } from "../client/chat-client.ts";
import { parseText } from "../protocol/parse-text.ts";
import { HELP, type Typed } from "./parse-line.ts";
import { onOneLine } from "./show-text.ts";

export interface Obeying {
  client: Pick<ChatClient, "say" | "tell" | "older" | "search">;
  /** Who is here. */
  members: readonly string[];
  /** Tells whoever has typed it something, one line each time. */
  explain(line: string): void;
}

/** Does it; "exit" and "nothing" are left to the caller. */
export function obey(typed: Typed, { client, members, explain }: Obeying): void {
  const reason = "text" in typed ? reasonAgainst(typed.text) : undefined;
  if (reason !== undefined) {
    explain(`Cannot send this: ${reason}`);
    return;
  }
  switch (typed.type) {
    case "say":
      client.say(typed.text);
      return;
    case "tell":
      client.tell(typed.to, typed.text);
      return;
    case "search":
      client.search(typed.text);
      return;
    case "older":
      client.older();
      return;
    case "who":
      explain(onOneLine(`here: ${members.join(", ")}`));
      return;
    case "help":
      for (const line of HELP) explain(line);
      return;
    case "mistake":
      explain(typed.explanation);
      return;
    case "nothing":
    case "exit":
      return;
    default:
      typed satisfies never;
  }
}

/** Why a text is not sent: the server would refuse it. */
function reasonAgainst(text: string): string | undefined {
  const parsed = parseText(text);
  return parsed.ok ? undefined : parsed.reason;
}
