/** `hint` and `readme`: what the lab's README says, as much of it as is wanted. */
import { exercisesOf } from "../grading/course/exercises.ts";
import { type Lab, readmeOf } from "../grading/course/labs.ts";
import { readProgress, writeProgress } from "../grading/course/progress.ts";
import { hintsOf, replaceFolded } from "../grading/course/readme.ts";
import { requireCopy } from "../grading/course/working-copy.ts";
import { Refusal } from "./refusal.ts";
import { printMarkdown } from "./screen.ts";

/**
 * Shows the next hint for an exercise and remembers that it was shown.
 *
 * @param wanted `3` or `01.3`; the first exercise that has not passed when absent
 */
export async function showHint(lab: Lab, wanted: string | undefined): Promise<void> {
  requireCopy(lab);
  const progress = readProgress(lab);
  const ids = [...new Set(exercisesOf(lab).map((exercise) => exercise.id))];
  const id = wanted === undefined ? firstOpen(lab, ids, progress.passed) : idOf(lab, ids, wanted);
  const hints = hintsOf(readmeOf(lab), id);
  if (hints.length === 0) {
    throw new Refusal(
      `Cannot give a hint for exercise ${id}: the README has none; read its section in labs/${lab.folder}/README.md`,
    );
  }
  const level = Math.min((progress.hints[id] ?? 0) + 1, hints.length);
  writeProgress(lab, { ...progress, hints: { ...progress.hints, [id]: level } });
  const left = hints.length - level;
  await printMarkdown(
    `**Exercise ${id}, hint ${level} of ${hints.length}**\n\n${hints[level - 1]}`,
  );
  console.log(
    left > 0
      ? `\n${left} more: npm run lab ${lab.number} hint ${id}`
      : `\nThat was the last one; the worked solution: npm run lab ${lab.number} diff`,
  );
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
    if (summary.startsWith("Hint 1")) return `*Hints: npm run lab ${lab.number} hint*\n`;
    return summary.startsWith("Hint") ? "" : `**${summary}**\n\n${text}\n`;
  });
  await printMarkdown(folded);
}

function firstOpen(lab: Lab, ids: readonly string[], passed: readonly string[]): string {
  const open = ids.find((id) => !passed.includes(id));
  if (open !== undefined) return open;
  throw new Refusal(
    `Cannot choose a hint: all exercises of lab ${lab.number} have passed; name one, as in npm run lab ${lab.number} hint 1`,
  );
}

function idOf(lab: Lab, ids: readonly string[], wanted: string): string {
  const id = /^\d+$/.test(wanted) ? `${lab.number}.${Number(wanted)}` : wanted;
  if (ids.includes(id)) return id;
  throw new Refusal(
    `Cannot find exercise ${wanted} in lab ${lab.number}: its exercises are ${ids.join(", ") || "not written yet"}; name one of them`,
  );
}
