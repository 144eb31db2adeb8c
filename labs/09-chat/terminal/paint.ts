/** Colours: each name always in the same one, on every machine. */
import { styleText } from "node:util";

/** Those that can be read on dark and on light; red is for what went wrong. */
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

/** The colour of a name: large and small letters are the same one, as they are the same user. */
export function colourOf(name: string): Colour {
  let hash = 0;
  for (const letter of name.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return NAME_COLOURS[hash % NAME_COLOURS.length] ?? "cyan";
}
