/**
 * Wrong programs on purpose. A mutant is the worked solution with one mistake in it: what a learner
 * really writes, as the few lines in which it differs. The grader must catch each of them by the
 * check that is named for it, and say what is wrong.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../course/labs.ts";
import { starterFiles } from "../course/starter.ts";

export interface Mutant {
  /** What it does wrong, as the end of "a program that …". */
  mistake: string;
  edits: readonly Edit[];
  /** Title of the check that must fail. */
  caughtBy: string;
  /** What that check's failure must say. */
  says: RegExp;
}

/** One text replaced by another; it must stand in the file exactly once. */
export interface Edit {
  /** Path in a learner's copy: "server.ts", or "shared/send.ts" for a shared file that the lab teaches. */
  file: string;
  from: string;
  to: string;
}

/**
 * Writes the mutant into a folder, in the form of a learner's copy.
 *
 * @throws Error when an edit does not fit the worked solution any more
 */
export async function writeMutant(lab: Lab, mutant: Mutant, folder: string): Promise<void> {
  const files = starterFiles(lab, { only: [] });
  for (const edit of mutant.edits) {
    const source = files.get(edit.file);
    const parts = source?.split(edit.from) ?? [];
    if (parts.length !== 2) {
      throw new Error(
        `Mutant "${mutant.mistake}" of ${lab.folder}: its text to replace occurs ${Math.max(0, parts.length - 1)} times in ${edit.file}, not once; adapt the edit to the worked solution`,
      );
    }
    files.set(edit.file, parts.join(edit.to));
  }
  await writeCopy(files, folder);
}

/** Writes the files of a copy below a folder. */
export async function writeCopy(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
