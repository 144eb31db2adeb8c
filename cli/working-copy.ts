/** `start`, `reset` and `diff`: the learner's own copy of a lab. */
import { styleText } from "node:util";
import wrapAnsi from "wrap-ansi";
import { exercisesOf, placeInCopy } from "../course/exercises.ts";
import type { Lab } from "../course/labs.ts";
import { differences, makeCopy, replaceCopy } from "../course/working-copy.ts";
import { requireExercise } from "./exercise-word.ts";
import { terminalWidth } from "./screen.ts";

const TASK_INDENT = " ".repeat(8);
/** Narrower than this no text can be read. */
const MIN_TASK_WIDTH = 12;

/** Makes the working copy and tells what is to be written in it. */
export function startCopy(lab: Lab): void {
  makeCopy(lab);
  printTasks(lab);
}

/** Moves the working copy aside, where it is kept, and makes a new one. */
export function resetCopy(lab: Lab): void {
  const aside = replaceCopy(lab);
  printTasks(lab);
  if (aside === undefined) return;
  const copy = `work/${lab.copy}`;
  console.log(`\nMoved your old copy to ${aside}. To have it back:`);
  console.log(`mv ${copy} ${copy}.new && mv ${aside} ${copy}`);
}

function printTasks(lab: Lab): void {
  console.log(`Made work/${lab.copy}: your copy of lab ${lab.number}, with these left to write:`);
  const width = Math.max(MIN_TASK_WIDTH, Math.min(70, terminalWidth() - TASK_INDENT.length));
  for (const { id, functionName, file, task } of exercisesOf(lab)) {
    const place = placeInCopy(lab.folder, file);
    console.log(`  ${id}  ${functionName} in work/${lab.copy}/${place}`);
    for (const line of wrapAnsi(task, width).split("\n")) console.log(`${TASK_INDENT}${line}`);
  }
  console.log(`Read the page: npm run lab ${lab.number} readme`);
  console.log(`Write the first, then: npm run lab ${lab.number} check`);
}

/**
 * Prints what separates the copy from the worked solution, as a patch that would mend the copy.
 *
 * @param wanted an exercise, `3` or `01.3`, for its file alone
 */
export async function printDiff(lab: Lab, wanted: string | undefined): Promise<void> {
  const id = wanted === undefined ? undefined : requireExercise(wanted, lab, "show");
  const files = exercisesOf(lab).flatMap((exercise) =>
    exercise.id === id ? placeInCopy(lab.folder, exercise.file) : [],
  );
  const shown = differences(lab).filter(({ path }) => id === undefined || files.includes(path));
  const { createTwoFilesPatch } = await import("diff");
  const patches = shown.map(({ path, mine, solution }) =>
    createTwoFilesPatch(`work/${lab.copy}/${path}`, `solution of ${path}`, mine, solution),
  );
  const same = id === undefined ? "Your copy" : files.join(" and ");
  if (patches.length === 0) console.log(`${same} is the worked solution, to the letter`);
  else for (const line of patches.join("").trimEnd().split("\n")) console.log(coloured(line));
}

function coloured(line: string): string {
  if (/^(---|\+\+\+|===)/.test(line)) return styleText("bold", line);
  if (line.startsWith("@@")) return styleText("cyan", line);
  if (line.startsWith("+")) return styleText("green", line);
  return line.startsWith("-") ? styleText("red", line) : line;
}
