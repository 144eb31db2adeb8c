/** Where you write: the text field, its counter, and to whom the text goes. */
import { find, isComposing } from "./dom.ts";
import { counterText, textProblem, typedText } from "./text-problem.ts";

export class Composer {
  readonly #form = find("composer", HTMLFormElement);
  readonly #text = find("text", HTMLTextAreaElement);
  readonly #label = find("text-label", HTMLElement);
  readonly #problem = find("text-problem", HTMLElement);
  readonly #counter = find("counter", HTMLElement);
  readonly #recipient = find("recipient", HTMLElement);
  readonly #recipientName = find("recipient-name", HTMLElement);
  #to: string | undefined;

  /**
   * @param send sends a text to all, or to one; returns a sentence when it could not be, and then the
   * text stays
   */
  constructor(send: (text: string, to: string | undefined) => string | undefined) {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(send);
    });
    this.#text.addEventListener("keydown", (event) => {
      if (isComposing(event)) return;
      if (event.key === "Escape" && this.#to !== undefined) this.writeTo(undefined);
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#text.addEventListener("input", () => this.#look());
    find("to-all", HTMLButtonElement).addEventListener("click", () => this.writeTo(undefined));
  }

  focus(): void {
    this.#text.focus();
  }

  /** The next texts are for this person only; for all when there is none. */
  writeTo(name: string | undefined): void {
    this.#address(name);
    this.focus();
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
    this.#recipientName.replaceChildren(name ?? "");
    const to = name === undefined ? "Message to all" : `Private message to ${name}`;
    this.#label.replaceChildren(to);
    this.#text.placeholder = to;
  }

  #send(send: (text: string, to: string | undefined) => string | undefined): void {
    const text = typedText(this.#text.value);
    const problem = textProblem(text) ?? send(text, this.#to);
    if (problem === undefined) {
      this.#text.value = "";
      this.#look();
    } else {
      this.#complain(problem);
    }
    this.focus();
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
