/** Runs what a typed line means: it is sent, or answered on the screen. */
import { MAX_NAME_LENGTH } from "../../../shared/auth/parse-name.ts";
import type { ChatClient } from "../client/chat-client.ts";
import { parseText } from "../protocol/schema.ts";
import { sanitizeLine } from "./format-text.ts";
import { HELP, type Typed } from "./parse-line.ts";

export interface CommandContext {
  client: Pick<ChatClient, "say" | "tell" | "older" | "search">;
  /** Who is here. */
  members: readonly string[];
  /** Shows a line to the person who has typed it. */
  explain(line: string): void;
}

/** Runs it; "full", "exit" and "nothing" are left to the caller. Returns the id of the message, if it is one. */
export function runCommand(
  typed: Typed,
  { client, members, explain }: CommandContext,
): string | undefined {
  const reason = reasonAgainst(typed);
  if (reason !== undefined) {
    explain(`Cannot send this: ${reason}`);
    return undefined;
  }
  switch (typed.type) {
    case "say":
      return client.say(typed.text);
    case "tell":
      return client.tell(typed.to, typed.text);
    case "search":
      client.search(typed.text);
      break;
    case "older":
      client.older();
      break;
    case "who":
      explain(sanitizeLine(`here: ${members.join(", ")}`));
      break;
    case "help":
      for (const line of HELP) explain(line);
      break;
    case "mistake":
      explain(typed.explanation);
      break;
    case "full":
    case "nothing":
    case "exit":
      break;
    default:
      typed satisfies never;
  }
  return undefined;
}

/** Why it is not sent: the server would refuse it, or it would fit into no record. */
function reasonAgainst(typed: Typed): string | undefined {
  if (!("text" in typed)) return undefined;
  if (typed.type === "tell" && [...typed.to].length > MAX_NAME_LENGTH) {
    return `nobody has a name of more than ${MAX_NAME_LENGTH} characters`;
  }
  const parsed = parseText(typed.text);
  return parsed.ok ? undefined : parsed.reason;
}
