/** Makes a learner's copy in which some parts of a right program are changed: see wrong-program.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { moveReferences } from "../../course/imports.ts";
import type { Lab } from "../../course/labs.ts";
import { starterFiles } from "../../course/starter.ts";
import { mergeAll } from "./merge/merge.ts";
import { nearest } from "./merge/nearest.ts";
import type { ChangedProgram } from "./wrong-program.ts";

/** Where a lab's other right programs lie, a folder for each, as a path from the project's folder. */
export function referenceFolder(lab: Lab): string {
  return `grading/labs/${lab.folder}/reference-solutions`;
}

/** Where the right program lies that is changed, as such a path. */
export function baseFolder(lab: Lab, base: string | undefined): string {
  return base === undefined ? `labs/${lab.folder}` : `${referenceFolder(lab)}/${base}`;
}

/**
 * Writes the program into a folder, in the form of a learner's copy.
 *
 * @throws Error when a change does not fit the right program any more
 */
export async function writeChangedProgram(
  lab: Lab,
  program: ChangedProgram,
  folder: string,
): Promise<void> {
  await writeCopy(
    new Map([...rightFiles(lab, program.base), ...changedFiles(lab, program)]),
    folder,
  );
}

/**
 * The files in which the program differs from the right one, by their paths in the copy.
 *
 * @throws Error when a change does not fit the right program any more
 */
export function changedFiles(lab: Lab, program: ChangedProgram): Map<string, string> {
  const { base, changes, path } = program;
  const files = rightFiles(lab, base);
  const folder = `${baseFolder(lab, base)}/`;
  const placeOf = (target: string) => {
    const inCopy = target.replace(folder, "");
    return files.has(inCopy) ? placeInWork(lab, inCopy) : target;
  };
  try {
    return mergeAll(
      changes.map(({ path: from, file, text }) => {
        const right = files.get(file);
        if (right === undefined) {
          throw new Error(`there is no ${file}. ${nearest(file, files.keys())}`);
        }
        const to = placeInWork(lab, file);
        return { file, base: right, change: moveReferences(text, { from, to, placeOf }) };
      }),
    );
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${path} does not fit ${base ?? "the worked solution"}: ${message}`, {
      cause: error,
    });
  }
}

/** The files of a right program as a learner's copy has them: a reference solution, or the worked one. */
export function rightFiles(lab: Lab, base: string | undefined): Map<string, string> {
  return base === undefined ? workedFiles(lab) : filesIn(join(lab.root, baseFolder(lab, base)));
}

/** Where a file of a copy lies, as a path from the project's folder. */
export function placeInWork(lab: Lab, file: string): string {
  return `work/${lab.copy}/${file}`;
}

const worked = new Map<string, ReadonlyMap<string, string>>();

/** Kept: a lab has a hundred wrong programs. */
function workedFiles(lab: Lab): Map<string, string> {
  const files = worked.get(lab.folder) ?? starterFiles(lab, { only: [] });
  worked.set(lab.folder, files);
  return new Map(files);
}

/** The source files in a folder, by name. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => /\.(?:ts|py)$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Writes the files of a copy below a folder. */
export async function writeCopy(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
