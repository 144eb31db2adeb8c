/**
 * Text on its way to the screen: made safe to show, wrapped, and coloured. The text of others must be
 * readable, and must not give orders to the terminal.
 */
import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { screenText } from "../../../shared/console/screen-text.ts";
import { nameHash } from "../client/updates.ts";

/** The text on one line: a line end is shown as `\n`, and what could give a command as `\uXXXX`. */
export function sanitizeLine(text: string): string {
  return sanitizeLines(text).join("\\n");
}

/** The lines of the text, each of them safe to show. */
export function sanitizeLines(text: string): string[] {
  return screenText(text).split("\n");
}

/** Cuts a line into rows of at most so many columns; each row has the indent of the line. */
export function wrap(line: string, columns: number): string[] {
  const maxIndent = Math.max(0, Math.floor(columns / 2));
  const indent = (/^ */.exec(line)?.[0] ?? "").slice(0, maxIndent);
  const width = Math.max(1, columns - indent.length);
  const rows = wrapAnsi(line.slice(indent.length), width, { hard: true }).split("\n");
  return rows.map((row) => indent + row);
}

/** How many rows a terminal of so many columns makes of a line that it cuts itself. */
export function rowsOfTerminal(line: string, columns: number): number {
  if (columns < 1) return 1;
  return wrapAnsi(line, columns, { hard: true, wordWrap: false, trim: false }).split("\n").length;
}

/** Those that can be read on dark and on light; red is for errors. */
const NAME_COLOURS = [
  "cyan",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyanBright",
  "greenBright",
  "blueBright",
  "magentaBright",
] as const;

export type Colour = (typeof NAME_COLOURS)[number] | "dim" | "red";

/** The text in a colour, if colours are wanted. */
export type Paint = (colour: Colour, text: string) => string;

/** Paints for this terminal. No colours for one that has none, or when `NO_COLOR` is set (https://no-color.org). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (colour, text) => styleText(colour, text, { stream });
}

/** The colour of a name, the same on every machine. */
export function colourOf(name: string): Colour {
  return NAME_COLOURS[nameHash(name) % NAME_COLOURS.length] ?? "cyan";
}
