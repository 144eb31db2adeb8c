/** A line that was meant to be another: what to show when the expected one did not come. */
import { distance } from "fastest-levenshtein";

/** The distance takes time with the square of the length: longer lines are not compared. */
const LONGEST_LINE = 200;

/** A program may print without end; what it printed last is compared. */
const MOST_LINES = 200;

/**
 * The line that comes nearest to the expected one, among those that speak of the same: that hold its
 * first word, or one that is misspelt in one or two letters. So `connected …` is not taken for
 * `disconnected …`.
 *
 * @param expected as it stands in a failure; what is between its quotation marks is the line
 * @returns undefined when no line speaks of it
 */
export function nearestLine(lines: readonly string[], expected: string): string | undefined {
  const wanted = /"([^"]+)"/.exec(expected)?.[1];
  if (wanted === undefined) return undefined;
  const [firstWord = ""] = wanted.split(" ");
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(-MOST_LINES)) {
    if (line.length > LONGEST_LINE || !holdsWord(line, firstWord)) continue;
    const away = distance(line, wanted);
    if (away >= least) continue;
    nearest = line;
    least = away;
  }
  return nearest;
}

/** Whether a word of the line is this one, or nearly; a short word must fit more closely. */
function holdsWord(line: string, wanted: string): boolean {
  const allowed = Math.min(2, Math.floor(wanted.length / 3));
  return line
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => distance(word, wanted.toLowerCase()) <= allowed);
}
