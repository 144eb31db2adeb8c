/** A line that was meant to be another: what to show when the expected one did not come. */
import { stripVTControlCharacters } from "node:util";
import { distance } from "fastest-levenshtein";

/** The distance takes time with the square of the length: longer lines are not compared. */
const MAX_LINE_LENGTH = 200;

/** A program may print without end; what it printed last is compared. */
const MAX_LINES = 200;

/**
 * The line that comes nearest to the expected one, among those that speak of the same: that hold its
 * first word, or one that is misspelt in one or two letters. So `connected …` is not taken for
 * `disconnected …`. A line that holds the whole of the expected one is nearest, whatever stands around it.
 *
 * @param expected as it stands in a failure; what is between its quotation marks is the line
 * @returns undefined when no line speaks of it
 */
export function nearestLine(lines: readonly string[], expected: string): string | undefined {
  const wanted = wantedLine(expected);
  if (wanted === undefined) return undefined;
  const [firstWord = ""] = wanted.split(" ");
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(-MAX_LINES)) {
    if (line.length > MAX_LINE_LENGTH || !holdsWord(line, firstWord)) continue;
    const away = line.includes(wanted) ? 0 : distance(line, wanted);
    if (away >= least) continue;
    nearest = line;
    least = away;
  }
  return nearest;
}

/** The line between the quotation marks of an expectation. */
export function wantedLine(expected: string): string | undefined {
  return /"([^"]+)"/.exec(expected)?.[1];
}

/** What makes a line another than the expected one, when that can be said in a sentence. */
export function differenceOf(line: string, wanted: string): string | undefined {
  if (line === wanted) return undefined;
  const plain = stripVTControlCharacters(line);
  if (plain !== line && plain.trim() === wanted) {
    return "Codes for colours stand around it: print them only when standard output is a terminal.";
  }
  if (line.replace(/^\uFEFF/, "") === wanted) return "A byte order mark (U+FEFF) stands before it.";
  if (line.trim() === wanted) return "There are spaces around it.";
  const at = line.indexOf(wanted);
  if (at > 0) return `"${line.slice(0, at).trim()}" stands before it. The line must stand alone.`;
  if (at === 0) return `"${line.slice(wanted.length).trim()}" stands after it.`;
  if (line.toLowerCase() === wanted.toLowerCase()) return "Upper and lower case differ.";
  return undefined;
}

/** Whether a word of the line is this one, or nearly; a short word must fit more closely. */
function holdsWord(line: string, wanted: string): boolean {
  const allowed = Math.min(2, Math.floor(wanted.length / 3));
  return line
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => distance(word, wanted.toLowerCase()) <= allowed);
}
