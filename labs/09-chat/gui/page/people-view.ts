/** Who is there. */
import { element, find } from "./dom.ts";
import { hueClass } from "./hue.ts";
import { shownName } from "./shown-name.ts";

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
