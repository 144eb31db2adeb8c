/** The text of a message. One of very many lines is folded: nobody has to scroll past it. */
import { element } from "./dom.ts";

/** A text of more lines is folded. */
const MAX_LINES = 24;

/** What browsers and people take for the end of a line. */
const LINE_END = /[\n\u2028\u2029]/;

/** At most so many of its lines are shown then. */
const FOLDED_LINES = 10;

/** A text that is longer than this has several lines on most screens, in UTF-16 units. */
const ONE_LINE = 60;

/** Whether the text has the width of its bubble for itself, and the time stands below. */
export function isTall(text: string): boolean {
  return text.length > ONE_LINE || LINE_END.test(text);
}

/** The element of a text. */
export function textElement(text: string): HTMLElement {
  const lines = text.split(LINE_END);
  const shown = element("p", { class: "text", dir: "auto" }, text);
  if (lines.length <= MAX_LINES) return shown;
  const button = element("button", { type: "button" });
  const first = lines.slice(0, FOLDED_LINES).join("\n").trimEnd().split("\n").length;
  shown.style.setProperty("--folded-lines", String(first));
  const box = element("div", { class: "folds" }, shown, button);
  const fold = (isFolded: boolean) => {
    // All of it stays in the page, to be copied, printed and found.
    box.classList.toggle("folded", isFolded);
    const count = lines.length.toLocaleString("en");
    button.replaceChildren(isFolded ? `Show all ${count} lines` : "Show less");
    button.setAttribute("aria-expanded", String(!isFolded));
  };
  fold(true);
  button.addEventListener("click", () => fold(button.getAttribute("aria-expanded") === "true"));
  return box;
}
