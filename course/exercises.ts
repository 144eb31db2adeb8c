/** The exercises of a lab: the functions that bear its tags, in `labs/NN-name` and in `shared`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "./labs.ts";
import { sharedFiles, sourceFiles } from "./source-files.ts";
import { taggedFunctions } from "./tagged-functions.ts";

export interface Exercise {
  /** Such as "01.3". */
  id: string;
  /** What is to be written, on one line. */
  task: string;
  /** Path from the project's folder, such as "labs/01-echo/echo.ts". */
  file: string;
  /** Such as "echo" or "#flush". */
  functionName: string;
}

/**
 * A lab's exercises, by number. A shared file is taught by the lab whose number its tags bear.
 *
 * @throws Error when a tag cannot be read, or a lab's own file bears another lab's tag
 */
export function exercisesOf(lab: Lab): Exercise[] {
  const own = sourceFiles(lab).flatMap((file) => exercisesIn(lab.root, file));
  const foreign = own.find((exercise) => !isOf(lab, exercise.id));
  if (foreign !== undefined) {
    throw new Error(
      `Cannot place exercise ${foreign.id} in ${foreign.file}: its number is another lab's; number it ${lab.number}.n`,
    );
  }
  const shared = sharedFiles(lab.root).flatMap((file) => exercisesIn(lab.root, file));
  return [...own, ...shared.filter((exercise) => isOf(lab, exercise.id))].sort(byNumber);
}

/** Whether an exercise's id, such as "01.3", belongs to the lab, or to one of its parts. */
export function isOf(lab: Lab, id: string): boolean {
  return [lab, ...lab.parts].some(({ number }) => id.startsWith(`${number}.`));
}

/** Where a file of the project lies inside a lab's copy: shared files have a folder of their own there. */
export function placeInCopy(labFolder: string, file: string): string {
  return file.replace(`labs/${labFolder}/`, "");
}

function exercisesIn(root: string, file: string): Exercise[] {
  const functions = taggedFunctions(readFileSync(join(root, file), "utf8"), file);
  return functions.flatMap(({ name, tags }) =>
    tags.map(({ id, task }) => ({ id, task, file, functionName: name })),
  );
}

function byNumber(one: Exercise, other: Exercise): number {
  const [lab = "", number] = one.id.split(".");
  const [otherLab = "", otherNumber] = other.id.split(".");
  return lab.localeCompare(otherLab) || Number(number) - Number(otherNumber);
}
