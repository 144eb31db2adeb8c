/** One line of the conversation as an element. */
import type { Line } from "../messages.ts";
import type { Place } from "./arrange.ts";
import { element } from "./dom.ts";
import { hueClass } from "./hue.ts";
import { nameElement, shownName } from "./shown-name.ts";
import { isTall, textElement } from "./text-element.ts";
import { clockOf, dayTitle, fullTime } from "./times.ts";

/** Who looks at it, and what happens at a click on somebody's name. */
export interface Viewer {
  name: string;
  onName(name: string): void;
}

/** The element of a line: a day above it when one begins, and then what was said or has happened. */
export function lineElement(line: Line, place: Place, viewer: Viewer): HTMLLIElement {
  const item = element("li", { class: classOf(line, place, viewer) });
  if (place.startsDay) item.append(element("p", { class: "day" }, dayTitle(line.time, new Date())));
  item.append(contentOf(line, viewer));
  return item;
}

function classOf(line: Line, { continues }: Place, viewer: Viewer): string {
  if (line.type !== "message" && line.type !== "private") return `happening ${line.type}`;
  const own = line.from === viewer.name ? " own" : "";
  return `said ${line.type}${own}${continues ? " continues" : ""}`;
}

function contentOf(line: Line, viewer: Viewer): Node {
  switch (line.type) {
    case "message":
    case "private":
      return messageOf(line, viewer);
    case "joined":
      return happening(line.time, nameElement(line.name), " has joined");
    case "left":
      return happening(line.time, nameElement(line.name), " has left");
    case "notice":
      return happening(line.time, element("b", {}, "Notice"), ": ", textElement(line.text));
    default:
      line satisfies never;
      throw new Error("contentOf: a line of no known type");
  }
}

function messageOf(line: Extract<Line, { from: string }>, viewer: Viewer): Node {
  const isOwn = line.from === viewer.name;
  const bubble = element(
    "div",
    { class: isTall(line.text) ? "bubble tall" : "bubble" },
    header(line, isOwn, viewer),
    textElement(line.text),
    timeElement(line.time),
  );
  if (isOwn) return bubble;
  const [initial = ""] = line.from.toUpperCase();
  const face = element(
    "span",
    { class: `face ${hueClass(line.from)}`, "aria-hidden": "true" },
    initial,
  );
  return element("div", { class: "with-face" }, face, bubble);
}

/** Who says it, and to whom when it is not for all. */
function header(line: Extract<Line, { from: string }>, isOwn: boolean, viewer: Viewer): Node {
  const name = element(
    "b",
    { class: `from ${hueClass(line.from)}`, dir: "auto" },
    isOwn ? "You" : shownName(line.from),
  );
  // A shortcut for the mouse: with the keyboard it is the list of people.
  if (!isOwn) name.addEventListener("click", () => viewer.onName(line.from));
  const head = element("p", { class: "from-line" }, name);
  if (line.type === "private") {
    const to = line.to === viewer.name ? "you" : nameElement(line.to);
    head.append(" ", element("span", { class: "only" }, "(private, only to ", to, ")"));
  }
  return head;
}

function happening(time: string, ...what: (Node | string)[]): Node {
  return element("div", { class: "what" }, ...what, " ", timeElement(time));
}

function timeElement(time: string): HTMLTimeElement {
  return element("time", { datetime: time, title: fullTime(time) }, clockOf(time));
}
