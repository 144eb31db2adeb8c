/** Where a file lies that was looked for in the wrong folder: submissions are often unpacked one level too deep. */
import { type Dirent, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Deeper, nobody has put a program on purpose. */
const MAX_DEPTH = 4;

/** A whole disk may have been named: then the advice is missing, and nobody waits for it. */
const MAX_FOLDERS = 1_000;

/** Nothing in these is the submission's own. */
const FOREIGN = /^(?:\.|node_modules$|__|venv$)/;

/**
 * What to do about a file that a folder does not hold.
 *
 * @returns the end of a sentence; undefined when nothing like it lies below the folder either
 */
export function whereElse(name: string, folder: string): string | undefined {
  const { entries, isWhole } = entriesBelow(folder);
  if (entries.length === 0 && isWhole) return "the folder is empty; check the path";
  const files = entries.filter((entry) => entry.isFile());
  const places = [
    ...new Set(files.flatMap((file) => (file.name === name ? file.parentPath : []))),
  ].sort();
  const [place] = places;
  if (place !== undefined && places.length === 1) return `it lies in ${place}; name that folder`;
  if (place !== undefined) {
    const shown = places.slice(0, 3).map((each) => relative(folder, each));
    const more = places.length > 3 ? ` and ${places.length - 3} more` : "";
    return `folders in it have one: ${shown.join(", ")}${more}; name one of them`;
  }
  const other = files.find((file) => file.name.toLowerCase() === name.toLowerCase());
  if (other === undefined) return undefined;
  return `${join(relative(folder, other.parentPath), other.name)} is there; rename it to ${name}`;
}

/** What lies in a folder and below it, as far as anybody would look; the nearest first. */
export function entriesBelow(folder: string): { entries: Dirent[]; isWhole: boolean } {
  const entries: Dirent[] = [];
  let level = [folder];
  let folders = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const path of level) {
      folders += 1;
      if (folders > MAX_FOLDERS) return { entries, isWhole: false };
      for (const entry of entriesOf(path)) {
        if (FOREIGN.test(entry.name)) continue;
        entries.push(entry);
        if (entry.isDirectory()) next.push(join(path, entry.name));
      }
    }
    level = next;
  }
  return { entries, isWhole: level.length === 0 };
}

/** Nothing for a folder that may not be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
