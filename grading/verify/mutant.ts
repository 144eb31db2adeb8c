/**
 * Wrong programs on purpose. A mutant is a right program with one mistake in it: what a learner really
 * writes, as the few lines in which it differs. The right program is the worked solution, or one of
 * the alternates, which are written in another style or in Python. The grader must catch each mutant by
 * the check that is named for it, and say what is wrong.
 */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../../course/labs.ts";
import { starterFiles } from "../../course/starter.ts";

/** A right program with a few lines changed. */
export interface EditedProgram {
  /** What it does wrong, as the end of "a program that …". */
  mistake: string;
  /** The alternate in which the mistake is made, such as "python"; the worked solution when absent. */
  base?: string;
  edits: readonly Edit[];
}

export interface Mutant extends EditedProgram {
  /** Title of the check that must fail. */
  caughtBy: string;
  /**
   * The sentence that names the mistake: what the learner must read first of that check, in its finding
   * or its likely cause. "…" stands for what differs from run to run.
   */
  says: string;
  /** That sentence where, of all the checks, another one is shown first and names it as well. */
  saysFirst?: string;
}

/** Where a lab's other right programs lie, a folder for each. */
export function referenceSolutions(lab: Lab): string {
  return join(lab.root, "grading", "labs", lab.folder, "reference-solutions");
}

/** One text replaced by another; it must stand in the file exactly once. */
export interface Edit {
  /** Path in the right program: "server.ts", or "shared/net/send.ts" for a shared file that the lab teaches. */
  file: string;
  from: string;
  to: string;
}

/**
 * Writes the mutant into a folder, in the form of a learner's copy.
 *
 * @throws Error when an edit does not fit the right program any more
 */
export async function writeMutant(lab: Lab, mutant: EditedProgram, folder: string): Promise<void> {
  const { base } = mutant;
  const files =
    base === undefined ? workedFiles(lab) : filesIn(join(referenceSolutions(lab), base));
  for (const edit of mutant.edits) {
    const source = files.get(edit.file);
    const parts = source?.split(edit.from) ?? [];
    if (parts.length !== 2) {
      throw new Error(
        `Mutant "${mutant.mistake}" of ${lab.folder}: its text to replace occurs ${Math.max(0, parts.length - 1)} times in ${edit.file}, not once; adapt the edit to ${base ?? "the worked solution"}`,
      );
    }
    files.set(edit.file, parts.join(edit.to));
  }
  await writeCopy(files, folder);
}

const worked = new Map<string, ReadonlyMap<string, string>>();

/** The files of the worked solution, as a learner's copy has them; a lab has a hundred mutants. */
function workedFiles(lab: Lab): Map<string, string> {
  const files = worked.get(lab.folder) ?? starterFiles(lab, { only: [] });
  worked.set(lab.folder, files);
  return new Map(files);
}

/** The source files of an alternate, by name. */
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
