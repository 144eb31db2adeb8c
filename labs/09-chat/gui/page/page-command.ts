/** Runs what somebody has typed in the page: it is a message, or one of the commands that the terminal has, too. */
import { COMMAND_NAMES, parseLine, type Typed } from "../../terminal/parse-line.ts";
import type { FromPage } from "../page-messages.ts";

/** What a command can do in the page. */
export interface Actions {
  tell(message: Extract<FromPage, { type: "say" | "tell" }>): void;
  search(text: string): void;
  showPeople(): void;
  askOlder(): void;
  logOut(): void;
}

/**
 * Sends a text, or runs the command in it. Returns a sentence for the person when it is neither.
 *
 * @param to who alone is to read what is said; undefined for all
 * @param names who is here, and who was
 */
export function runPageCommand(
  text: string,
  to: string | undefined,
  names: readonly string[],
  { tell, search, showPeople, askOlder, logOut }: Actions,
): string | undefined {
  // In a terminal the word alone ends the program; here it is a word, and there is a button.
  const typed: Typed = text === "exit" ? { type: "say", text } : parseLine(text, names);
  switch (typed.type) {
    case "say":
      tell(to === undefined ? typed : { type: "tell", to, text: typed.text });
      return undefined;
    case "tell":
      tell(typed);
      return undefined;
    case "search":
      search(typed.text);
      return undefined;
    case "who":
      showPeople();
      return undefined;
    case "older":
      askOlder();
      return undefined;
    case "exit":
      logOut();
      return undefined;
    case "help":
      return `Commands: ${COMMAND_NAMES.join(", ")}.`;
    case "mistake":
      return typed.explanation;
    case "full":
      return "A long message has a button that shows all of it.";
    case "nothing":
      return undefined;
    default:
      return typed satisfies never;
  }
}
