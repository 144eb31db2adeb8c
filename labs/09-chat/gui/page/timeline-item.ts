/** The items of the timeline: how they stand to each other, and each as an element. */
import type { TimelineItem } from "../../client/updates.ts";
import { element } from "./dom.ts";
import { clockOf, dayOf, dayTitle, fullTime, hueClass, nameElement, shownName } from "./labels.ts";

/** Messages of one person that follow each other sooner stand close together, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;

/** A text of more lines is folded. */
const MAX_LINES = 24;

/** What browsers and people take for the end of a line. */
const LINE_END = /[\n\u2028\u2029]/;

/** At most so many of its lines are shown then. */
const FOLDED_LINES = 10;

/** A text that is longer than this has several lines on most screens, in UTF-16 units. */
const ONE_LINE = 60;

/** How an item is drawn below the one before it. */
export interface Place {
  /** It is the first of its day. */
  startsDay: boolean;
  /** The same person goes on: the name need not be shown again. */
  continues: boolean;
}

/** Who looks at it, and what happens at a click on somebody's name. */
export interface Viewer {
  name: string;
  onName(name: string): void;
}

/** Compares an item with the one before it; undefined when there is none. */
export function placeAfter(before: TimelineItem | undefined, item: TimelineItem): Place {
  if (before === undefined || dayOf(before.time) !== dayOf(item.time)) {
    return { startsDay: true, continues: false };
  }
  return { startsDay: false, continues: isSameVoice(before, item) && isSoonAfter(before, item) };
}

/**
 * Where a message of the past belongs: before the first one with a greater number. Items without a
 * number stay where they are.
 *
 * @returns the index; undefined when the message is there already
 */
export function indexOfPast(items: readonly TimelineItem[], number: number): number | undefined {
  for (const [index, item] of items.entries()) {
    if (item.type !== "message" || item.number < number) continue;
    return item.number === number ? undefined : index;
  }
  return items.length;
}

/** The element of an item, below a heading when it is the first of its day. */
export function timelineElement(item: TimelineItem, place: Place, viewer: Viewer): HTMLLIElement {
  const li = element("li", { class: classOf(item, place, viewer) });
  if (place.startsDay) li.append(element("p", { class: "day" }, dayTitle(item.time, new Date())));
  li.append(contentOf(item, viewer));
  return li;
}

function classOf(item: TimelineItem, { continues }: Place, viewer: Viewer): string {
  if (item.type !== "message" && item.type !== "private") return `happening ${item.type}`;
  const own = item.from === viewer.name ? " own" : "";
  return `said ${item.type}${own}${continues ? " continues" : ""}`;
}

function contentOf(item: TimelineItem, viewer: Viewer): Node {
  switch (item.type) {
    case "message":
    case "private":
      return messageOf(item, viewer);
    case "joined":
      return happening(item.time, nameElement(item.name), " has joined");
    case "left":
      return happening(item.time, nameElement(item.name), " has left");
    case "notice":
      return happening(item.time, element("b", {}, "Notice"), ": ", textElement(item.text));
    default:
      item satisfies never;
      throw new Error("contentOf: an item of no known type");
  }
}

function messageOf(item: Extract<TimelineItem, { from: string }>, viewer: Viewer): Node {
  const isOwn = item.from === viewer.name;
  const bubble = element(
    "div",
    { class: isTall(item.text) ? "bubble tall" : "bubble" },
    header(item, isOwn, viewer),
    textElement(item.text),
    timeElement(item.time),
  );
  if (isOwn) return bubble;
  const [initial = ""] = item.from.toUpperCase();
  const face = element(
    "span",
    { class: `face ${hueClass(item.from)}`, "aria-hidden": "true" },
    initial,
  );
  return element("div", { class: "with-face" }, face, bubble);
}

/** Who says it, and to whom when it is not for all. */
function header(
  item: Extract<TimelineItem, { from: string }>,
  isOwn: boolean,
  viewer: Viewer,
): Node {
  const name = element(
    "b",
    { class: `from ${hueClass(item.from)}`, dir: "auto" },
    isOwn ? "You" : shownName(item.from),
  );
  // A shortcut for the mouse: with the keyboard it is the list of people.
  if (!isOwn) name.addEventListener("click", () => viewer.onName(item.from));
  const head = element("p", { class: "from-line" }, name);
  if (item.type === "private") {
    const to = item.to === viewer.name ? "you" : nameElement(item.to);
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

function isSameVoice(before: TimelineItem, item: TimelineItem): boolean {
  if (before.type === "message") return item.type === "message" && before.from === item.from;
  if (before.type !== "private" || item.type !== "private") return false;
  return before.from === item.from && before.to === item.to;
}

function isSoonAfter(before: TimelineItem, item: TimelineItem): boolean {
  return Date.parse(item.time) - Date.parse(before.time) < TOGETHER_MS;
}
