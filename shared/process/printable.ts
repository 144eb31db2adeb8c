/** Text from a stranger, made fit for a screen or a log. */

/**
 * What may not reach a terminal as it is: control characters (C0, DEL, C1), invisible ones that turn
 * the direction of writing (category Cf), halves of a letter, and Unicode's two line separators.
 */
const NOT_PRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The text with `\uXXXX` in the place of everything that is not printable: fit for any screen. */
export function printable(text: string): string {
  return text.replace(NOT_PRINTABLE, escapeUnits);
}

/** A letter beyond U+FFFF is two units, and so two escapes. */
function escapeUnits(character: string): string {
  const units = character.split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
