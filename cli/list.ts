/** The list of labs with the learner's progress, and the menu that a terminal gets. */
import { existsSync } from "node:fs";
import { exercisesOf } from "../grading/course/exercises.ts";
import { copyFolder, type Lab } from "../grading/course/labs.ts";
import { readProgress } from "../grading/course/progress.ts";

/** One line a lab: number, title, how far the learner is. */
export function listText(labs: readonly Lab[]): string {
  const width = Math.max(0, ...labs.map((lab) => lab.title.length));
  const lines = labs.map((lab) => `${lab.number}  ${lab.title.padEnd(width)}  ${progressOf(lab)}`);
  return lines.join("\n");
}

/** Asks for a lab and for what to do with it; no words when the person leaves the menu. */
export async function chooseFromMenu(
  labs: readonly Lab[],
  commands: ReadonlyMap<string, { about: string }>,
): Promise<string[]> {
  const { default: inquirer } = await import("inquirer");
  const select = async (message: string, choices: { name: string; value: string }[]) => {
    const question = { type: "select", name: "value", message, choices, pageSize: 12 } as const;
    const { value } = await inquirer.prompt(question);
    return String(value);
  };
  const lines = listText(labs).split("\n");
  try {
    return [
      await select(
        "Which lab?",
        labs.map(({ number }, at) => ({ name: lines[at] ?? number, value: number })),
      ),
      await select(
        "What?",
        [...commands].map(([value, { about }]) => ({
          name: `${value.padEnd(8)}${about}`,
          value,
        })),
      ),
    ];
  } catch (error) {
    // Ctrl-C in a menu is a way to leave it, not a failure.
    if (error instanceof Error && error.name === "ExitPromptError") return [];
    throw error;
  }
}

function progressOf(lab: Lab): string {
  const all = new Set(exercisesOf(lab).map((exercise) => exercise.id)).size;
  if (!existsSync(copyFolder(lab))) return `not started (${all} exercises)`;
  const { passed, score, max } = readProgress(lab);
  if (max === 0) return `started (${all} exercises)`;
  return `${passed.length} of ${all} exercises, ${score} of ${max} points`;
}
