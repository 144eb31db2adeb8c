/** `start`, `reset` and `diff`: the learner's own copy of a lab. */
import { styleText } from "node:util";
import { exercisesOf } from "../grading/course/exercises.ts";
import type { Lab } from "../grading/course/labs.ts";
import { differences, makeCopy, moveCopyAside } from "../grading/course/working-copy.ts";

/** Makes the working copy and tells what is to be written in it. */
export function startCopy(lab: Lab): void {
  makeCopy(lab);
  console.log(`Made work/${lab.folder}: your copy of lab ${lab.number}, with these left to write:`);
  for (const { id, functionName, file, task } of exercisesOf(lab)) {
    const place = file.replace(`labs/${lab.folder}/`, "");
    console.log(`  ${id}  ${functionName} in work/${lab.folder}/${place}\n        ${task}`);
  }
  console.log(
    `Read labs/${lab.folder}/README.md (npm run lab ${lab.number} readme), begin with the first, then: npm run lab ${lab.number} check`,
  );
}

/** Moves the working copy aside, where it is kept, and makes a new one. */
export function resetCopy(lab: Lab): void {
  const aside = moveCopyAside(lab);
  if (aside !== undefined) console.log(`Moved your copy to ${aside}`);
  startCopy(lab);
}

/** Prints what separates the copy from the worked solution, as a patch that would mend the copy. */
export async function printDiff(lab: Lab): Promise<void> {
  const { createTwoFilesPatch } = await import("diff");
  const patches = differences(lab).map(({ path, mine, solution }) =>
    createTwoFilesPatch(`work/${lab.folder}/${path}`, `solution of ${path}`, mine, solution),
  );
  if (patches.length === 0) console.log("Your copy is the worked solution, to the letter");
  else for (const line of patches.join("").trimEnd().split("\n")) console.log(coloured(line));
}

function coloured(line: string): string {
  if (/^(---|\+\+\+|===)/.test(line)) return styleText("bold", line);
  if (line.startsWith("@@")) return styleText("cyan", line);
  if (line.startsWith("+")) return styleText("green", line);
  return line.startsWith("-") ? styleText("red", line) : line;
}
