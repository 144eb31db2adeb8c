/**
 * Names and times as they are shown, each name in its own colour. Where a name ends must be plain, whatever it is. The server accepts no name with
 * quotation marks or brackets in it, so that what stands in them here is ours.
 */
import { nameHash } from "../../client/updates.ts";
import { element } from "./dom.ts";

/** Letters with their accents, digits and pictures, and what joins them to one word. */
const WORD =
  /^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}\p{Join_Control}'’._·-]+$/u;

/** How the server hands on a name that breaks its rules for new ones: as a JSON string. */
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;

/** A name that stands by itself: in quotation marks when it is not made of words. */
export function shownName(name: string): string {
  return name.split(" ").every((word) => WORD.test(word)) ? name : quoted(name);
}

/** A name in a sentence: in quotation marks when it is more than one word. */
export function nameInSentence(name: string): string {
  return WORD.test(name) ? name : quoted(name);
}

function quoted(name: string): string {
  return QUOTED.test(name) ? name : `“${name}”`;
}

/** The element of a name in a sentence; the direction of its script ends with it. */
export function nameElement(name: string): HTMLElement {
  return element("bdi", { class: "who" }, nameInSentence(name));
}

/** As many as can be told apart; style.css has one class for each. */
const HUES = 12;

/** The class of a name's colour. */
export function hueClass(name: string): string {
  return `hue-${nameHash(name) % HUES}`;
}

// A formatter costs much to make and little to use: 5,000 lines want each of these.
const CLOCK = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "medium" });
const DAY = { weekday: "long", day: "numeric", month: "long" } as const;

/** `14:03`, in the person's own form and zone. */
export function clockOf(time: string): string {
  return CLOCK.format(new Date(time));
}

/** The day that a time falls on, to compare: the same text for the same day. */
export function dayOf(time: string): string {
  return new Date(time).toDateString();
}

/** `Today`, `Yesterday`, or the date with the day of the week. */
export function dayTitle(time: string, now: Date): string {
  const day = dayOf(time);
  if (day === now.toDateString()) return "Today";
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day === yesterday.toDateString()) return "Yesterday";
  const isThisYear = new Date(time).getFullYear() === now.getFullYear();
  return new Date(time).toLocaleDateString([], {
    ...DAY,
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** The time in full, for whoever wants to know it exactly. */
export function fullTime(time: string): string {
  return FULL.format(new Date(time));
}
