/** The list of labs with the learner's progress, and the menu that a terminal gets. */
import { existsSync } from "node:fs";
import { exerciseIds } from "../grading/course/exercise-word.ts";
import { copyFolder, type Lab } from "../grading/course/labs.ts";
import { readProgress } from "../grading/course/progress.ts";

/** The way back, in the menu of commands. */
const BACK = "back";

interface Choice {
  name: string;
  value: string;
  /** Shown below the menu while the choice is marked. */
  description?: string;
}

/** One line a lab: number, title, how far the learner is. */
export function listText(labs: readonly Lab[]): string {
  return linesOf(labs, ({ title }) => title).join("\n");
}

/** Asks for a lab and for what to do with it; no words when the person leaves the menu. */
export async function chooseFromMenu(
  labs: readonly Lab[],
  commandsOf: (lab: Lab) => ReadonlyMap<string, { about: string }>,
): Promise<string[]> {
  const { default: inquirer } = await import("inquirer");
  const select = async (message: string, choices: Choice[]) => {
    const question = { type: "select", name: "value", message, choices, pageSize: 12 } as const;
    const { value } = await inquirer.prompt(question);
    return String(value);
  };
  // Up to the colon, so that a line fits into 80 columns; the whole title stands below the menu.
  const lines = linesOf(labs, ({ title }) => title.replace(/:.*/, ""));
  const labChoices = labs.map(({ number, title }, at) => ({
    name: lines[at] ?? number,
    value: number,
    description: title,
  }));
  const choicesOf = (number: string) => {
    const lab = labs.find((one) => one.number === number);
    const commands = lab === undefined ? [] : [...commandsOf(lab)];
    return [...commands, [BACK, { about: "to the list of labs" }] as const].map(
      ([value, { about }]) => ({ name: `${value.padEnd(12)}${about}`, value }),
    );
  };
  try {
    for (;;) {
      const lab = await select("Which lab?", labChoices);
      const command = await select(`What with lab ${lab}?`, choicesOf(lab));
      if (command !== BACK) return [lab, command];
    }
  } catch (error) {
    // Ctrl-C in a menu is a way to leave it, not a failure.
    if (error instanceof Error && error.name === "ExitPromptError") return [];
    throw error;
  }
}

function linesOf(labs: readonly Lab[], titleOf: (lab: Lab) => string): string[] {
  const width = Math.max(0, ...labs.map((lab) => titleOf(lab).length));
  return labs.map((lab) => `${lab.number}  ${titleOf(lab).padEnd(width)}  ${progressOf(lab)}`);
}

function progressOf(lab: Lab): string {
  const all = exerciseIds(lab).length;
  if (!existsSync(copyFolder(lab))) return `not started (${all} exercises)`;
  const { passed, score, max } = readProgress(lab);
  if (max === 0) return `started (${all} exercises)`;
  return `${passed.length} of ${all} exercises, ${score} of ${max} points`;
}
