/**
 * Reading a name that somebody wants to have. It is judged by what others will see of it, more strictly
 * than a name that somebody has already (`parse-name.ts`): nobody loses an account because a rule is new.
 */

import { invalid, type Result } from "../config/result.ts";
import { visibleText } from "../console/visible-text.ts";
import { parseName } from "./parse-name.ts";

/** An accent stands on the letter before it. At the start there is none; so many in a row cover the lines around. */
const STRAY_MARKS = /^\p{M}|\p{M}{5}/u;

/** Scripts that people write beside Latin letters in one name (https://unicode.org/reports/tr39/#Restriction_Level_Detection, 4). */
const TOGETHER = [
  ["Latn", "Hani", "Hira", "Kana"],
  ["Latn", "Hani", "Bopo"],
  ["Latn", "Hani", "Hang"],
];

/** The other scripts of living languages (https://unicode.org/reports/tr31/#Table_Recommended_Scripts), each by itself. */
const ALONE =
  "Arab Armn Beng Cyrl Deva Ethi Geor Grek Gujr Guru Hebr Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thaa Thai Tibt".split(
    " ",
  );

/** One expression for each mixture that may be; the last for scripts that are in none of the lists. */
const MIXTURES = [
  ...[...TOGETHER, ...ALONE.map((script) => [script])].map((scripts) => onlyOf(scripts)),
  new RegExp(`^[^${classesOf([...TOGETHER.flat(), ...ALONE])}]*$`, "u"),
];

/** Reads a new name: as {@link parseName}, with nothing in it that is not seen or that passes for another character. */
export function parseNewName(text: string): Result<string> {
  const name = parseName(text);
  if (!name.ok) return name;
  if (visibleText(name.value) !== name.value) return invalid("it holds an invisible character");
  if (STRAY_MARKS.test(name.value)) return invalid("it holds accents without a letter below them");
  if (!MIXTURES.some((mixture) => mixture.test(name.value))) {
    return invalid("it mixes letters of several alphabets");
  }
  return name;
}

/** Matches what is written in these scripts alone; digits, blanks, accents and emoji belong to all (Zyyy, Zinh). */
function onlyOf(scripts: readonly string[]): RegExp {
  return new RegExp(`^[${classesOf([...scripts, "Zyyy", "Zinh"])}]*$`, "u");
}

function classesOf(scripts: readonly string[]): string {
  return scripts.map((script) => `\\p{scx=${script}}`).join("");
}
