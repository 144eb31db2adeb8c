/** Texts of others on one's own screen: they must be read, and must not do anything. */
import { printable } from "../../../shared/log-line.ts";

/**
 * Everything but tabs and the two invisible joiners, without which some scripts and many pictures of
 * several parts cannot be written. They move nothing and hide nothing.
 */
const IN_DOUBT = /[^\t\u200c\u200d]+/g;

/** The text on one line: a line end is shown as `\n`, and what could give commands as `\uXXXX`. */
export function onOneLine(text: string): string {
  return linesIn(text).join("\\n");
}

/** The text's lines, each of them harmless. */
export function linesIn(text: string): string[] {
  return text.split("\n").map((line) => line.replace(IN_DOUBT, printable));
}
