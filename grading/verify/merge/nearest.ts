/** Names that may have been meant: for what names something that is not there. */
import { distance } from "fastest-levenshtein";

const MAX_NAMES = 3;

/** A sentence that names those which come nearest. */
export function nearest(wanted: string, names: Iterable<string>): string {
  const sorted = [...new Set(names)].sort(
    (one, other) => distance(one, wanted) - distance(other, wanted),
  );
  return `The nearest names there: ${sorted.slice(0, MAX_NAMES).join(", ")}.`;
}
