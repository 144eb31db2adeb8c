/** The grader's teeth: every wrong program is caught by the check named for it, in words that help. */
import { describe, expect, test } from "vitest";
import { exercisesOf } from "../course/exercises.ts";
import { allLabs, type Lab } from "../course/labs.ts";
import { starterFiles } from "../course/starter.ts";
import { definitionsOf } from "../harness/check.ts";
import { type Mutant, writeCopy, writeMutant } from "../mutants/mutant.ts";
import { renderFailure } from "../report/failure-text.ts";
import { canRun, subjectIn } from "./alternates.ts";
import { gradeHere, inShort, withFolder } from "./grade-here.ts";

/** A lab with fewer wrong programs than this has not been thought about enough. */
const FEWEST_MUTANTS = 8;

/** Tests the wrong programs of some labs: in several files, each for other labs, so that they share the cores. */
export async function testMutantsOf(isWanted: (lab: Lab) => boolean): Promise<void> {
  const labs = allLabs().filter(isWanted);
  const tested = await Promise.all(
    labs.map(async (lab) => ({ lab, folder: lab.folder, mutants: await mutantsOf(lab) })),
  );
  describe.concurrent.each(tested)("lab $folder", ({ lab, mutants }) => testLab(lab, mutants));
}

function testLab(lab: Lab, mutants: readonly Mutant[]): void {
  test(`has at least ${FEWEST_MUTANTS} mutants`, () => {
    expect(mutants.length).toBeGreaterThanOrEqual(FEWEST_MUTANTS);
  });

  test.for(mutants)("catches a program that $mistake", async (mutant, { skip }) => {
    const result = await withFolder(async (folder) => {
      await writeMutant(lab, mutant, folder);
      const subject = subjectIn(folder, "a mutant");
      skip(!canRun(subject, lab), "python3 is not installed, or lacks a module");
      const results = await gradeHere(lab, subject, {
        only: ({ title }) => title === mutant.caughtBy,
        retries: "none",
      });
      return results[0];
    });
    if (result === undefined) throw new Error(`there is no check "${mutant.caughtBy}"`);
    expect(inShort([result])).toEqual([expect.stringMatching(/^failed: /)]);
    // Long sentences are wrapped; where, makes no difference here.
    expect(renderFailure(result).replace(/\s+/g, " ")).toMatch(patternOf(mutant.says));
  });

  test("every check catches a mutant or an emptied exercise", async () => {
    const definitions = await definitionsOf(lab.folder);
    const caught = new Set(mutants.map(({ caughtBy }) => caughtBy));
    const left = definitions.filter(({ title }) => !caught.has(title));
    for (const { id } of exercisesOf(lab)) {
      if (!left.some(({ exercise }) => exercise === id)) continue;
      await withFolder(async (folder) => {
        await writeCopy(starterFiles(lab, { only: [id] }), folder);
        const results = await gradeHere(
          lab,
          { name: `without ${id}`, folder },
          {
            only: (check) => check.exercise === id && left.includes(check),
            retries: "none",
            runsUnwritten: true,
          },
        );
        for (const { verdict, title } of results) if (verdict === "failed") caught.add(title);
      });
    }
    expect(definitions.map(({ title }) => title).filter((title) => !caught.has(title))).toEqual([]);
  });
}

function patternOf(says: RegExp | string): RegExp {
  if (typeof says !== "string") return says;
  return new RegExp(says.split("…").map(RegExp.escape).join(".*"), "u");
}

async function mutantsOf(lab: Lab): Promise<readonly Mutant[]> {
  const file = (await import(`../mutants/${lab.folder}.ts`)) as { mutants: readonly Mutant[] };
  return file.mutants;
}
