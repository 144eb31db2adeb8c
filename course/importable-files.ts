/**
 * What a copy of a part may import from the worked solution around it: the earlier labs and parts, and
 * what is only read. A file that leads to one of the part's own exercises is left out: whoever imports it uses
 * the worked version of what the learner writes.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exercisesOf } from "./exercises.ts";
import { leadingTo, reachable } from "./imports.ts";
import { allLabs, isPart, type Lab, ROLES } from "./labs.ts";
import { sharedFiles, sourceFiles } from "./source-files.ts";

/**
 * The files of the lab around a part that lead to none of its exercises, and those of earlier labs; none
 * for a whole lab.
 */
export function importableFiles(part: Lab): Set<string> {
  if (!isPart(part)) return new Set();
  const written = exercisesOf(part).map(({ file }) => file);
  const leading = leadingTo(written, sourcesAround(part));
  const earlier = allLabs(part.root).filter(({ number }) => number < part.number.slice(0, 2));
  return new Set([
    ...filesAround(part).filter((file) => !leading.has(file)),
    ...earlier.flatMap(sourceFiles),
  ]);
}

/**
 * The files outside a part's folder that its programs reach and that lead to its own exercises. There
 * should be none: hand such a file what it needs instead.
 */
export function shortcutsOf(part: Lab): string[] {
  const folder = `labs/${part.folder}/`;
  const programs = ROLES.map((role) => `${folder}${role}.ts`);
  const reached = reachable(programs, sourcesAround(part));
  const importable = importableFiles(part);
  return filesAround(part).filter(
    (file) => reached.has(file) && !file.startsWith(folder) && !importable.has(file),
  );
}

/** The source files of the lab that a part belongs to; none for a whole lab. */
function filesAround(part: Lab): string[] {
  return isPart(part) ? sourceFiles({ ...part, folder: dirname(part.folder) }) : [];
}

function sourcesAround(part: Lab): Map<string, string> {
  const files = [...filesAround(part), ...sharedFiles(part.root)];
  return new Map(files.map((file) => [file, readFileSync(join(part.root, file), "utf8")]));
}
