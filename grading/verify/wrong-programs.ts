/** The grader's teeth: every wrong program is caught by the check named for it, in words that help. */
import { afterAll, describe, expect, test } from "vitest";
import { exercisesOf } from "../../course/exercises.ts";
import { allLabs, isPart, type Lab, withParts } from "../../course/labs.ts";
import { starterFiles } from "../../course/starter.ts";
import { definitionsOf } from "../core/check.ts";
import { firstFailure, readFirst } from "../report/first-failure.ts";
import type { CheckResult } from "../report/result.ts";
import { writeChangedProgram, writeCopy } from "./changed-copy.ts";
import { gradeHere, inShort, withFolder, withShortDeadlineFirst } from "./grade-here.ts";
import { canRun, subjectIn } from "./reference-solutions.ts";
import { isThorough } from "./thorough.ts";
import { type WrongProgram, wrongProgramsOf } from "./wrong-program.ts";

/** A lab with fewer wrong programs than this has not been thought about enough. */
const MIN_WRONG_PROGRAMS = 8;
/** A part of a lab is small: for each of its exercises so many. */
const MIN_WRONG_PROGRAMS_EACH = 2;

/**
 * The labs whose wrong programs are graded with all checks, as a class would see them: what is shown first
 * must name the mistake. `NAMED=01,02 npm run verify -- wrong-programs-01-06`. It takes many times as long as the
 * usual run, which grades each with the one check that must catch it.
 */
const NAMED = process.env.NAMED?.split(",") ?? [];

/** Tests the wrong programs of some labs: in several files, each for other labs, so that they share the cores. */
export function testWrongPrograms(isWanted: (lab: Lab) => boolean): void {
  const tested = withParts(allLabs())
    .filter(isWanted)
    .map((lab) => ({ lab, folder: lab.folder, programs: wrongProgramsOf(lab) }));
  describe.concurrent.each(tested)("lab $folder", ({ lab, programs }) => {
    testLab(lab, isThorough || lab.parts.length === 0 ? programs : onePerCheck(programs));
  });
}

/** What is written for a lab's parts is tested there: of the whole, one is enough for each check. */
function onePerCheck(programs: readonly WrongProgram[]): WrongProgram[] {
  return [...new Map(programs.map((program) => [program.caughtBy, program])).values()];
}

function testLab(lab: Lab, programs: readonly WrongProgram[]): void {
  const minimum = isPart(lab)
    ? MIN_WRONG_PROGRAMS_EACH * exercisesOf(lab).length
    : MIN_WRONG_PROGRAMS;
  test(`has at least ${minimum} wrong programs`, () => {
    expect(programs.length).toBeGreaterThanOrEqual(minimum);
  });

  const named: string[] = [];
  const isWhole = NAMED.includes(lab.number);

  test.for(programs)("catches $name, a program that $trait", async (program, { skip }) => {
    const { name, caughtBy, says, saysFirst = says } = program;
    await withFolder(async (folder) => {
      await writeChangedProgram(lab, program, folder);
      const subject = subjectIn(folder, "a wrong program");
      skip(!canRun(subject, lab), "python3 is not installed, or lacks a module");
      if (!isWhole) {
        await withShortDeadlineFirst(async () => {
          const results = await gradeHere(lab, subject, {
            only: ({ title }) => title === caughtBy,
            // What this check needs passes: that is seen where all checks are run.
            needs: false,
            retries: "none",
          });
          expectCaught(results, caughtBy, says);
        });
        return;
      }
      // The check itself may not be judged: one mistake is one loss, and another check has found it.
      const results = await gradeHere(lab, subject, { retries: "none" });
      expectTold(firstFailure(results), saysFirst);
      named.push(name);
    });
  });

  afterAll(() => {
    if (isWhole) console.log(`lab ${lab.number}: ${named.length} of ${programs.length} named`);
  });

  test("every check catches a wrong program or an emptied exercise", async () => {
    const definitions = await definitionsOf(lab.folder);
    const caught = new Set(programs.map(({ caughtBy }) => caughtBy));
    const left = definitions.filter(({ title }) => !caught.has(title));
    for (const id of new Set(left.map(({ exercise }) => exercise))) {
      await withFolder(async (folder) => {
        await writeCopy(starterFiles(lab, { only: [id] }), folder);
        const subject = { name: `without ${id}`, folder };
        await withShortDeadlineFirst(async () => {
          const results = await gradeHere(lab, subject, {
            only: ({ exercise, title }) => exercise === id && !caught.has(title),
            retries: "none",
            runsUnwritten: true,
          });
          const unjudged = results.filter(({ verdict }) => verdict !== "failed");
          expect(unjudged.map(({ title }) => title)).toEqual([]);
        });
      });
    }
  });
}

/** The check must fail, in words that hold the sentence. */
function expectCaught(results: readonly CheckResult[], title: string, sentence: string): void {
  const catching = results.find((result) => result.title === title);
  if (catching === undefined) throw new Error(`there is no check "${title}"`);
  expect(inShort([catching])).toEqual([expect.stringMatching(/^failed: /)]);
  expectTold(catching, sentence);
}

/** What a learner reads first of this failure must hold the sentence. */
function expectTold(result: CheckResult | undefined, sentence: string): void {
  const { title = "", failure = { expectation: "nothing failed" } } = result ?? {};
  const told = readFirst(failure).replace(/\s+/g, " ");
  const wanted = new RegExp(sentence.split("…").map(RegExp.escape).join(".*"), "u");
  expect(wanted.test(told), `"${sentence}" is not in what "${title}" says first: ${told}`).toBe(
    true,
  );
}
