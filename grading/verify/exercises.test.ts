/** Labs, starters and checks fit together: what is emptied fails, what is written passes. */
import { execFile } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { exercisesOf } from "../../course/exercises.ts";
import { allLabs, type Lab, PROJECT_ROOT, withParts } from "../../course/labs.ts";
import { rulesOfLab, rulesWith } from "../../course/rules.ts";
import { starterFiles } from "../../course/starter.ts";
import { definitionsOf } from "../core/check.ts";
import { workedSolution } from "../core/subject.ts";
import { writeCopy } from "./changed-copy.ts";
import { gradeHere, inShort, withFolder, withShortDeadlineFirst } from "./grade-here.ts";

const LABS = withParts(allLabs());

test("the starters type-check", async () => {
  await withFolder(async (folder) => {
    for (const name of ["shared", "labs"]) {
      await symlink(join(PROJECT_ROOT, name), join(folder, name));
    }
    for (const lab of LABS.filter(hasStarter)) {
      await writeCopy(starterFiles(lab), join(folder, "work", lab.copy));
    }
    const settings = { extends: "../../tsconfig.json", include: ["work/**/*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const compiler = join(PROJECT_ROOT, "node_modules", "typescript", "bin", "tsc");
    const run = promisify(execFile)(process.execPath, [compiler, "--project", folder]);
    const { stdout } = await run.catch((failure: { stdout: string }) => failure);
    expect(stdout).toBe("");
  });
});

/** A lab that is worked in parts has none as a whole. */
function hasStarter({ parts }: Lab): boolean {
  return parts.length === 0;
}

describe.concurrent.each(LABS)("lab $folder", (lab) => {
  const all = exercisesOf(lab);
  const exercises = hasStarter(lab) ? all : [];

  test("the worked solution passes every check", async () => {
    const results = await gradeHere(lab, workedSolution(lab.folder));
    expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
  });

  test("every exercise has a check, and every check an exercise", async () => {
    const checked = new Set((await definitionsOf(lab.folder)).map(({ exercise }) => exercise));
    const ids = all.map(({ id }) => id);
    // The checks of a whole lab may leave some to the checks of its parts.
    const expected = hasStarter(lab) ? ids : ids.filter((id) => checked.has(id));
    expect([...checked].sort()).toEqual(expected);
  });

  test("no check needs one of a later exercise", async () => {
    const definitions = await definitionsOf(lab.folder);
    const exerciseOf = new Map(definitions.map(({ title, exercise }) => [title, exercise]));
    const early = definitions.filter(({ exercise, needs }) =>
      needs.some((title) => (exerciseOf.get(title) ?? "none") > exercise),
    );
    expect(early.map(({ title }) => title)).toEqual([]);
  });

  test("every check names one rule of its pages", async () => {
    const definitions = await definitionsOf(lab.folder);
    const rules = rulesOfLab(lab);
    const unclear = definitions.filter(({ rule }) => {
      return rule === undefined || rulesWith(rule, rules).length !== 1;
    });
    expect(unclear.map(({ title }) => title)).toEqual([]);
  });

  test.skipIf(!hasStarter(lab))("the starter scores nothing, and says why", async () => {
    await withFolder(async (folder) => {
      await writeCopy(starterFiles(lab), folder);
      const results = await gradeHere(lab, { name: "the starter", folder }, { retries: "first" });
      expect(inShort(results.filter(({ verdict }) => verdict === "passed"))).toEqual([]);
      for (const { exercise, failure } of results) {
        expect(failure?.cause).toBe(`Exercise ${exercise} is not written yet.`);
      }
    });
  });

  // A learner goes from one to the next: what is written passes while all that follows is empty. Nothing
  // follows the last exercise: that is the worked solution. What its checks need belongs to this exercise
  // or to those before, and has passed there.
  test.each(exercises.slice(0, -1))(
    "with the exercises up to $id its checks pass",
    async ({ id }) => {
      await withFolder(async (folder) => {
        const later = exercises.filter((exercise) => exercise.id > id);
        await writeCopy(starterFiles(lab, { only: later.map((exercise) => exercise.id) }), folder);
        const subject = { name: `up to ${id}`, folder };
        const results = await gradeHere(lab, subject, {
          only: ({ exercise }) => exercise === id,
          needs: false,
          retries: "first",
        });
        expect(inShort(results.filter(({ verdict }) => verdict !== "passed"))).toEqual([]);
      });
    },
  );

  test.each(exercises)("without exercise $id its checks fail", async ({ id }) => {
    await withFolder(async (folder) => {
      await writeCopy(starterFiles(lab, { only: [id] }), folder);
      const subject = { name: `without ${id}`, folder };
      await withShortDeadlineFirst(async () => {
        const results = await gradeHere(lab, subject, {
          only: ({ exercise }) => exercise === id,
          retries: "none",
          runsUnwritten: true,
        });
        expect(inShort(results.filter(({ verdict }) => verdict === "passed"))).toEqual([]);
        expect(results.some(({ verdict }) => verdict === "failed")).toBe(true);
      });
    });
  });
});
