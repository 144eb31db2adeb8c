/** `hint` and `readme`: what the lab's README says, as much of it as is wanted. */
import { existsSync } from "node:fs";
import { copyFolder, type Lab, readmeOf } from "../course/labs.ts";
import { hintsOf, replaceFolded } from "../course/readme.ts";
import { exerciseIds, requireExercise } from "./exercise-word.ts";
import { readProgress, writeProgress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { pageMarkdown, printMarkdown } from "./screen.ts";

/**
 * Shows the next hint for an exercise and remembers that it was shown; without a working copy there
 * is nothing to remember it in, and it is the first.
 *
 * @param wanted `3`, `1.3` or `01.3`; the first exercise that has not passed when absent
 */
export async function showHint(lab: Lab, wanted: string | undefined): Promise<void> {
  const progress = readProgress(lab);
  const id =
    wanted === undefined
      ? firstOpen(lab, progress.passed)
      : requireExercise(wanted, lab, "give a hint for");
  const hints = hintsOf(readmeOf(lab), id);
  if (hints.length === 0) {
    throw new Refusal(
      `Cannot give a hint for exercise ${id}: the README has none; read its section in labs/${lab.folder}/README.md`,
    );
  }
  const level = Math.min((progress.hints[id] ?? 0) + 1, hints.length);
  const hasCopy = existsSync(copyFolder(lab));
  if (hasCopy) writeProgress(lab, { ...progress, hints: { ...progress.hints, [id]: level } });
  await printMarkdown(
    `**Exercise ${id}, hint ${level} of ${hints.length}**\n\n${hints[level - 1]}`,
  );
  console.log(`\n${hasCopy ? whatFollows(lab, id, hints.length - level) : firstMakeACopy(lab)}`);
}

/** Shows the README; hints stay folded away. */
export async function showReadme(lab: Lab): Promise<void> {
  const readme = readmeOf(lab);
  if (readme === "") {
    throw new Refusal(
      `Cannot show the README: labs/${lab.folder} has none yet; read its server.ts`,
    );
  }
  const folded = replaceFolded(readme, (summary, text) => {
    return summary.startsWith("Hint") ? "" : `**${summary}**\n\n${text}\n\n`;
  });
  await pageMarkdown(folded);
}

function whatFollows({ number }: Lab, id: string, left: number): string {
  return left > 0
    ? `${left} more: npm run lab ${number} hint ${id}`
    : `That was the last one; the worked solution: npm run lab ${number} diff ${id}`;
}

function firstMakeACopy({ number }: Lab): string {
  return `The next ones come once you have a copy to try it in: npm run lab ${number} start`;
}

function firstOpen(lab: Lab, passed: readonly string[]): string {
  const open = exerciseIds(lab).find((id) => !passed.includes(id));
  if (open !== undefined) return open;
  throw new Refusal(
    `Cannot choose a hint: all exercises of lab ${lab.number} have passed; name one, as in npm run lab ${lab.number} hint 1`,
  );
}
