/** What stands beside the conversation: the search, opened by its button, and the people, which a telephone has no room for. */
import { element, find, isComposing } from "./dom.ts";
import { hueClass, shownName } from "./labels.ts";

const NAMES = ["search", "people"] as const;
type Name = (typeof NAMES)[number];

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
