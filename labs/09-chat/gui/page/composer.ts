/** Where you write: the text field, its counter, to whom a text goes, and the commands that you can type. */

import { bytesOfText, textProblem } from "../../protocol/schema.ts";
import { MAX_TEXT_BYTES } from "../../protocol/wire.ts";
import { COMMAND_NAMES, parseLine, type Typed } from "../../terminal/slash-commands.ts";
import type { FromPage } from "../page-messages.ts";
import { find, isComposing } from "./dom.ts";
import { nameInSentence } from "./labels.ts";

/** With fewer bytes left than this, the page shows how many. */
const NEAR_BYTES = 400;

/** What a command can do in the page. */
export interface Actions {
  tell(message: Extract<FromPage, { type: "say" | "tell" }>): void;
  search(text: string): void;
  showPeople(): void;
  askOlder(): void;
  logOut(): void;
}

export interface ComposerListeners extends Actions {
  /** Whether what is sent arrives. */
  isConnected(): boolean;
  /** Who is here, and who was. */
  names(): readonly string[];
  /** What is written, or to whom, has changed. */
  onDraft(text: string, to: string | undefined): void;
}

export class Composer {
  readonly #listeners: ComposerListeners;
  readonly #form = find("composer", HTMLFormElement);
  readonly #text = find("text", HTMLTextAreaElement);
  readonly #label = find("text-label", HTMLElement);
  readonly #problem = find("text-problem", HTMLElement);
  readonly #counter = find("counter", HTMLElement);
  readonly #recipient = find("recipient", HTMLElement);
  readonly #recipientName = find("recipient-name", HTMLElement);
  #to: string | undefined;

  constructor(listeners: ComposerListeners) {
    this.#listeners = listeners;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#text.addEventListener("keydown", (event) => {
      if (isComposing(event)) return;
      if (event.key === "Escape" && this.#to !== undefined) this.writeTo(undefined);
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#text.addEventListener("input", () => {
      this.#look();
      this.#keepDraft();
    });
    find("to-all", HTMLButtonElement).addEventListener("click", () => this.writeTo(undefined));
  }

  focus(): void {
    this.#text.focus();
  }

  /** The next texts are for this person only; for all when there is none. */
  writeTo(name: string | undefined): void {
    this.#address(name);
    this.#keepDraft();
    this.focus();
  }

  /** Goes on with what was written before a reload, or before a log-out. */
  restore(text: string, to: string | undefined): void {
    this.#text.value = text;
    this.#address(to);
    this.#look();
  }

  /** Nothing can be sent any more: what is written can still be read and copied. */
  close(): void {
    this.#text.readOnly = true;
  }

  /** As at the beginning: nothing is written, and what will be is for all. */
  clear(): void {
    this.#text.value = "";
    this.#address(undefined);
    this.#look();
  }

  /** The one place that changes the recipient: what is shown and what is done cannot differ. */
  #address(name: string | undefined): void {
    this.#to = name;
    this.#recipient.hidden = name === undefined;
    this.#recipientName.replaceChildren(name === undefined ? "" : nameInSentence(name));
    const to =
      name === undefined ? "Message to everyone" : `Private message to ${nameInSentence(name)}`;
    this.#label.replaceChildren(to);
    this.#text.placeholder = to;
  }

  #send(): void {
    const text = typedText(this.#text.value);
    const problem = textAdvice(text) ?? this.#run(text);
    if (problem === undefined) {
      this.#text.value = "";
      this.#look();
      this.#keepDraft();
    } else {
      this.#complain(problem);
    }
    this.focus();
  }

  /** Returns a sentence when nothing could be done; then the text stays. */
  #run(text: string): string | undefined {
    // A text that is typed while the page is being closed must not vanish.
    if (!this.#listeners.isConnected()) return "The page is not connected.";
    return runPageCommand(text, this.#to, this.#listeners.names(), this.#listeners);
  }

  #keepDraft(): void {
    this.#listeners.onDraft(this.#text.value, this.#to);
  }

  /** While somebody writes: a problem is told when they send, and goes away when they go on. */
  #look(): void {
    const left = counterText(this.#text.value);
    this.#counter.replaceChildren(left);
    this.#counter.classList.toggle("over", left.startsWith("-"));
    this.#complain("");
  }

  #complain(problem: string): void {
    this.#problem.replaceChildren(problem);
    if (problem === "") this.#text.removeAttribute("aria-invalid");
    else this.#text.setAttribute("aria-invalid", "true");
  }
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

/** What a person has typed, without empty lines around it. The indentation is kept. */
export function typedText(typed: string): string {
  return typed.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd();
}

/** A sentence that says why the text cannot be sent; undefined when it can. */
export function textAdvice(text: string): string | undefined {
  switch (textProblem(text)) {
    case undefined:
      return undefined;
    case "invisible":
      return "Write something first.";
    case "too-long": {
      const over = -bytesLeft(text);
      return `Too long by ${over === 1 ? "1 byte" : `${over} bytes`}.`;
    }
    default:
      return "It contains characters that cannot be sent.";
  }
}

/** What a counter shows: nothing while there is much room. */
export function counterText(text: string): string {
  const left = bytesLeft(text);
  return left < NEAR_BYTES ? `${left} ${left === 1 ? "byte" : "bytes"} left` : "";
}

/** How many bytes there is room for; negative when the text is too long. */
function bytesLeft(text: string): number {
  return MAX_TEXT_BYTES - bytesOfText(text);
}
