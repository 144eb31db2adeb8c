/** Texts of others on one's own screen: they must be read, and must not do anything. */
import { screenText } from "../../../shared/console/screen-text.ts";

/** The text on one line: a line end is shown as `\n`, and what could give commands as `\uXXXX`. */
export function onOneLine(text: string): string {
  return linesIn(text).join("\\n");
}

/** The text's lines, each of them harmless. */
export function linesIn(text: string): string[] {
  return screenText(text).split("\n");
}
