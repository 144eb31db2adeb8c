/**
 * Grading in this very process, for the tests of the grader: many subjects, one after the other,
 * without a vitest start for each.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { allLabs, findLab, type Lab, PROJECT_ROOT } from "../../course/labs.ts";
import { definitionsOf } from "../core/check.ts";
import { type OpenContext, openContext } from "../core/open-context.ts";
import { setSlowestPace, withDeadline } from "../core/pace.ts";
import { type CheckDefinition, Session } from "../core/session.ts";
import { type Subject, workedSolution } from "../core/subject.ts";
import type { CheckResult } from "../report/result.ts";

/** All random data of these tests: a failure can be repeated. */
const SEED = 1;

/** How long a wait lasts in the first grading of a program that is wrong on purpose, in milliseconds. */
const SHORT_DEADLINE_MS = 1_200;

/**
 * Runs a test of a program that is wrong on purpose. Most of them are found out by waiting for what never
 * comes, so at first no wait lasts long. If that was too short, they are graded again as everybody is.
 */
export async function withShortDeadlineFirst(gradeAndExpect: () => Promise<void>): Promise<void> {
  await withDeadline(SHORT_DEADLINE_MS, gradeAndExpect).catch(gradeAndExpect);
}

export interface GradeHereOptions {
  /** Which checks to run; all when absent. */
  only?: (definition: CheckDefinition) => boolean;
  /** Whether those that they need run before them, as in every grading; true when absent. */
  needs?: boolean;
  /** "none" or "first" for programs that are wrong on purpose. */
  retries?: "all" | "first" | "none";
  /** See SessionOptions. */
  runsUnwritten?: boolean;
}

/** The results of the wanted checks, in the order of their file. */
export async function gradeHere(
  lab: Lab,
  subject: Subject,
  { only = () => true, needs = true, ...options }: GradeHereOptions = {},
): Promise<CheckResult[]> {
  const declared = await definitionsOf(lab.folder);
  const definitions = needs ? declared : declared.map((one) => ({ ...one, needs: [] }));
  const session = await Session.open({
    lab: lab.folder,
    subject,
    seed: SEED,
    definitions,
    ...options,
  });
  try {
    return await Promise.all(definitions.filter(only).map((definition) => session.run(definition)));
  } finally {
    await session.close();
  }
}

/**
 * Lends a new folder, two levels below the project's like `work/01-echo`, so that imports of
 * `../../shared` fit; removes it afterwards.
 */
export async function withFolder<Result>(
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = join(PROJECT_ROOT, ".cache");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "verify-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A context for the worked solution of the lab with this number. */
export async function contextOf(number: string): Promise<OpenContext> {
  const lab = findLab(number, allLabs());
  if (lab === undefined) throw new Error(`there is no lab ${number}`);
  setSlowestPace();
  return await openContext(workedSolution(lab.folder));
}

/** Results as short lines, for a test's message when they are not as they should be. */
export function inShort(results: readonly CheckResult[]): string[] {
  return results.map(
    ({ exercise, title, verdict, failure, reason }) =>
      `${verdict}: ${exercise} ${title}${failure ? ` — ${failure.expectation}` : ""}${reason ? ` — ${reason}` : ""}`,
  );
}
