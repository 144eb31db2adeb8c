/** What stands beside the conversation: the search, opened by its button, and the people, which a telephone has no room for. */
import type { Message } from "../../protocol/messages.ts";
import type { ToPage } from "../page-messages.ts";
import { textAdvice } from "./composer.ts";
import { element, find, isComposing } from "./dom.ts";
import { clockOf, dayTitle, fullTime, hueClass, shownName } from "./labels.ts";

const NAMES = ["search", "people"] as const;
type Name = (typeof NAMES)[number];

const MAX_RESULT_LINES = 8;

export class SidePanels {
  readonly #onSearch: () => void;
  #open: Name | undefined;

  /** @param onSearch called when the search has been opened */
  constructor(onSearch: () => void) {
    this.#onSearch = onSearch;
    for (const name of NAMES) {
      this.#toggle(name).addEventListener("click", () => {
        if (this.#open === name) this.close();
        else this.open(name);
      });
    }
    find("side", HTMLElement).addEventListener("keydown", (event) => {
      const opened = this.#open;
      if (event.key !== "Escape" || isComposing(event) || opened === undefined) return;
      this.close();
      this.#toggle(opened).focus();
    });
  }

  open(name: Name): void {
    this.#show(name);
    if (name === "search") this.#onSearch();
  }

  close(): void {
    this.#show(undefined);
  }

  #show(opened: Name | undefined): void {
    this.#open = opened;
    find("side", HTMLElement).dataset.open = opened ?? "";
    find("search", HTMLElement).hidden = opened !== "search";
    for (const name of NAMES) {
      this.#toggle(name).setAttribute("aria-expanded", String(name === opened));
    }
  }

  #toggle(name: Name): HTMLButtonElement {
    return find(`${name}-toggle`, HTMLButtonElement);
  }
}

interface SearchListeners {
  onSearch(text: string): void;
  /** Somebody wants to see the message of this number among the others. Returns whether it is loaded. */
  onChoose(number: number): boolean;
}

/** Looking for messages: what was found, the newest first. */
export class SearchView {
  readonly #text = find("search-text", HTMLInputElement);
  readonly #said = find("search-said", HTMLElement);
  readonly #results = find("results", HTMLOListElement);
  readonly #listeners: SearchListeners;

  constructor(listeners: SearchListeners) {
    this.#listeners = listeners;
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
    const found = messages.length === 0 ? "No messages" : `${more ? "The newest " : ""}${count}`;
    const rest = more ? " There are more. Add a word to narrow the search." : "";
    this.#said.replaceChildren(`${found} with “`, element("bdi", {}, text), `”.${rest}`);
    this.#results.replaceChildren(
      ...messages.toReversed().map((message) => this.#resultElement(message)),
    );
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
    const problem = text === "" ? "Type what to search for." : textAdvice(text);
    this.#said.replaceChildren(problem ?? "Searching …");
    if (problem === undefined) this.#listeners.onSearch(text);
    else this.focus();
  }

  /** A button may hold no paragraphs: its lines are spans. */
  #resultElement({ number, time, from, text }: Message): HTMLLIElement {
    const when = `${dayTitle(time, new Date())}, ${clockOf(time)}`;
    const head = element(
      "span",
      { class: "from-line" },
      element("b", { class: `from ${hueClass(from)}`, dir: "auto" }, shownName(from)),
      " ",
      element("time", { datetime: time, title: fullTime(time) }, when),
    );
    const body = element("span", { class: "text", dir: "auto" }, excerptOf(text));
    const button = element("button", { type: "button" }, head, body);
    button.addEventListener("click", () => {
      if (this.#listeners.onChoose(number)) return;
      this.#said.replaceChildren("That message is not loaded. Load older messages to get to it.");
    });
    return element("li", {}, button);
  }
}

/** So much of a text that it can be recognised. */
function excerptOf(text: string): string {
  const lines = text.split("\n");
  const rest = lines.length > MAX_RESULT_LINES ? "\n…" : "";
  return lines.slice(0, MAX_RESULT_LINES).join("\n") + rest;
}

/** Draws the names: oneself first, then the others, each of whom can be chosen to be written to. */
export function drawPeople(
  names: readonly string[],
  own: string,
  onName: (name: string) => void,
): void {
  const others = names
    .filter((name) => name !== own)
    .sort((one, other) => one.localeCompare(other));
  const items = others.map((name) => {
    const button = element(
      "button",
      { type: "button" },
      face(name),
      element("bdi", {}, shownName(name)),
    );
    button.addEventListener("click", () => onName(name));
    return element("li", {}, button);
  });
  const self = element(
    "li",
    { class: "self" },
    face(own),
    element("bdi", {}, shownName(own)),
    " (you)",
  );
  find("names", HTMLUListElement).replaceChildren(self, ...items);
  find("people-count", HTMLElement).replaceChildren(String(others.length + 1));
}

function face(name: string): Node {
  const [initial = ""] = name.toUpperCase();
  return element("span", { class: `face ${hueClass(name)}`, "aria-hidden": "true" }, initial);
}
