/** `check` and `watch`: the grader on the learner's copy. */
import { relative } from "node:path";
import type { Lab } from "../course/labs.ts";
import { identityOfCopy, requirePrograms } from "../course/working-copy.ts";
import { exitStatusOf, type LabResult } from "../grading/report/result.ts";
import { renderForLearner } from "../grading/report/terminal.ts";
import type { CommandLine } from "./arguments.ts";
import { requireChecks } from "./exercise-word.ts";
import { codeOf } from "./programs.ts";
import { recordResult } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { hasColour, terminalRows } from "./screen.ts";

/** Which checks to run, and their random data. */
interface Selection {
  only?: string;
  seed?: number;
}

/** Grades once and prints the verdict; returns the exit status that goes with it. */
export async function check(lab: Lab, line: CommandLine): Promise<number> {
  return exitStatusOf(await gradeOnce(lab, line));
}

/** Grades once, prints the verdict and keeps it as the learner's progress. */
export async function gradeOnce(lab: Lab, line: CommandLine): Promise<LabResult> {
  const options = await gradeOptions(lab, line);
  const { grade } = await import("../grading/grade.ts");
  const graded = identityOfCopy(lab);
  const result = await grade(options);
  printResult(result, line);
  record(lab, result, line, graded);
  return result;
}

/** Grades at every save until Ctrl-C. */
export async function watch(lab: Lab, line: CommandLine): Promise<void> {
  const options = await gradeOptions(lab, line);
  const { watch: gradeAtEverySave } = await import("../grading/grade.ts");
  const waiting = "waiting for the next save; Ctrl-C ends";
  await gradeAtEverySave(
    { ...options, folder: options.subject.folder },
    {
      onChecking: () => console.log(`${timeOfDay()}: checking…`),
      onResult: (result) => {
        console.clear();
        printResult(result, line);
        // A copy that takes this one's place counts as a save, after which there is no such result.
        record(lab, result, line, identityOfCopy(lab));
        console.log(`${timeOfDay()}: ${waiting}`);
      },
      onMissing: (path) => {
        console.clear();
        console.log(`${timeOfDay()}: there is no ${relative(lab.root, path)} any more; ${waiting}`);
      },
    },
  );
}

function timeOfDay(): string {
  return new Date().toLocaleTimeString();
}

/**
 * Prints the verdict and, with `--timing`, where the time went.
 *
 * @param again what is typed to grade the same again; the learner's command when absent
 */
export function printResult(result: LabResult, { flags }: CommandLine, again?: string): void {
  const command = again === undefined ? {} : { command: again };
  const full = flags.has("full");
  console.log(
    renderForLearner(result, { colour: hasColour(), rows: terminalRows(), full, ...command }),
  );
  if (!flags.has("timing")) return;
  for (const [stage, milliseconds] of Object.entries(result.timing)) {
    console.log(`${stage.padEnd(20)} ${milliseconds.toFixed(0).padStart(6)} ms`);
  }
}

/**
 * Which checks to run, with which random data.
 *
 * @throws Refusal when no check is meant, or the seed is no number
 */
export async function selectionOf(lab: Lab, line: CommandLine): Promise<Selection> {
  const seed = line.flags.get("seed");
  if (seed !== undefined && !/^\d{1,15}$/.test(seed)) {
    throw new Refusal(`Cannot use ${seed} as the seed: it is no whole number; write --seed 1`);
  }
  const wanted = wantedChecks(line);
  return {
    ...(wanted === undefined ? {} : { only: await requireChecks(wanted, lab) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

/** Whatever was asked for by a word or `--only`; undefined stands for all checks. */
export function wantedChecks({ words, flags }: CommandLine): string | undefined {
  return flags.get("only") ?? words[2];
}

async function gradeOptions(lab: Lab, line: CommandLine) {
  const solution = line.flags.has("solution");
  if (!solution) requirePrograms(lab);
  const { name, folder } = codeOf(lab, { solution });
  return {
    lab: lab.folder,
    subject: { name, folder },
    retries: "first" as const,
    ...(await selectionOf(lab, line)),
  };
}

/**
 * A part of the checks says nothing about the rest, nor does the worked solution about the copy.
 *
 * @param graded the copy that was graded; another one may be in its place by now
 */
function record(lab: Lab, result: LabResult, line: CommandLine, graded: string | undefined): void {
  if (line.flags.has("solution") || wantedChecks(line) !== undefined) return;
  if (identityOfCopy(lab) === graded) recordResult(lab, result);
  else {
    console.error(
      `Your copy in work/${lab.copy} was replaced meanwhile: this verdict is about the one before, and is not recorded`,
    );
  }
}
