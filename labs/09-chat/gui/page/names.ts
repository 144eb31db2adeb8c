/**
 * Names as they are shown, each in its own colour. Where a name ends must be plain, whatever it is. The server accepts no name with
 * quotation marks or brackets in it, so that what stands in them here is ours.
 */
import { nameHash } from "../../client/name-hash.ts";
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
