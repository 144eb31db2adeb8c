/** Looking for messages: what was found, the newest first. */
import type { Message } from "../../protocol/messages.ts";
import type { ToPage } from "../messages.ts";
import { element, find } from "./dom.ts";
import { hueClass } from "./hue.ts";
import { clockOf, dayTitle, fullTime } from "./times.ts";

export class SearchView {
  readonly #text = find("search-text", HTMLInputElement);
  readonly #said = find("search-said", HTMLElement);
  readonly #results = find("results", HTMLOListElement);
  readonly #onSearch: (text: string) => void;

  constructor(onSearch: (text: string) => void) {
    this.#onSearch = onSearch;
    find("search-form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#search(this.#text.value.trim());
    });
  }

  focus(): void {
    this.#text.focus();
  }

  /** Looks for a text that was given elsewhere. */
  searchFor(text: string): void {
    this.#text.value = text;
    this.#search(text);
  }

  show({ text, messages, more }: Extract<ToPage, { type: "results" }>): void {
    const count = messages.length === 1 ? "1 message" : `${messages.length} messages`;
    const found = messages.length === 0 ? "Nothing" : `${more ? "The newest " : ""}${count}`;
    this.#said.replaceChildren(`${found} with “`, element("bdi", {}, text), "”.");
    this.#results.replaceChildren(...messages.toReversed().map(resultElement));
  }

  /** The search was refused. */
  fail(reason: string): void {
    this.#said.replaceChildren(reason);
  }

  clear(): void {
    this.#text.value = "";
    this.#said.replaceChildren();
    this.#results.replaceChildren();
  }

  #search(text: string): void {
    this.#results.replaceChildren();
    this.#said.replaceChildren(text === "" ? "Type what to look for." : "Looking …");
    if (text === "") this.focus();
    else this.#onSearch(text);
  }
}

function resultElement({ time, from, text }: Message): HTMLLIElement {
  const when = `${dayTitle(time, new Date())}, ${clockOf(time)}`;
  const head = element(
    "p",
    { class: "from-line" },
    element("b", { class: `from ${hueClass(from)}`, dir: "auto" }, from),
    " ",
    element("time", { datetime: time, title: fullTime(time) }, when),
  );
  return element("li", {}, head, element("p", { class: "text", dir: "auto" }, text));
}
