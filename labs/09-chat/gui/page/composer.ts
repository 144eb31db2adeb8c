/** Where you write: the text field, its counter, and to whom the text goes. */
import { find, isComposing } from "./dom.ts";
import { nameInSentence } from "./names.ts";
import { counterText, textAdvice, typedText } from "./text-advice.ts";

export interface ComposerListeners {
  /**
   * Sends a text to all, or to one. Returns a sentence when it could not be sent, and then the text stays.
   */
  send(text: string, to: string | undefined): string | undefined;
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
    const problem = textAdvice(text) ?? this.#listeners.send(text, this.#to);
    if (problem === undefined) {
      this.#text.value = "";
      this.#look();
      this.#keepDraft();
    } else {
      this.#complain(problem);
    }
    this.focus();
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
