/** The list of labs with the learner's progress, and the menu that a terminal gets. */
import { existsSync } from "node:fs";
import { copyFolder, type Lab, withParts } from "../course/labs.ts";
import { answerTo, type SelectQuestion } from "../shared/config/ask.ts";
import { exerciseIds } from "./exercise-word.ts";
import { readProgress } from "./progress.ts";

/** The way back, in the menu of commands. */
const BACK = "back";
/** Rows of a terminal that are not for choices: the question, the description and the keys. */
const MENU_FRAME = 5;
const MIN_MENU_ROWS = 3;
/** For "09a" and a space. */
const NUMBER_COLUMNS = 4;

/** What the points in the list are. */
export const PROGRESS_NOTE =
  "Points are those of the last check of a whole lab or part: npm run lab 01 check";

type Choice = SelectQuestion["choices"][number];

/** One line a lab and a part: number, title, how far the learner is; with short titles where it would be too wide. */
export function listText(labs: readonly Lab[], columns: number): string {
  const lines = linesOf(labs, ({ title }) => title);
  const isTooWide = lines.some(({ length }) => length > columns);
  return (isTooWide ? linesOf(labs, shortTitle) : lines).join("\n");
}

/** What the menu needs to know and to do. */
export interface MenuOptions {
  labs: readonly Lab[];
  commandsOf: (lab: Lab) => ReadonlyMap<string, { about: string }>;
  /** Runs a command of a lab to its end. */
  run: (words: string[]) => Promise<unknown>;
}

/**
 * Asks for a lab and for what to do with it, does it and asks again, until the person leaves with
 * Ctrl-C or Ctrl-D.
 */
export async function runMenu({ labs, commandsOf, run }: MenuOptions): Promise<void> {
  for (;;) {
    // Anew each time: the progress may have changed.
    const all = withParts(labs);
    const lines = linesOf(labs, shortTitle);
    const number = await choose(
      "Which lab?",
      all.map(({ number: value, title }, at) => ({
        // The whole title stands below the menu.
        name: lines[at] ?? value,
        value,
        description: title,
      })),
    );
    const lab = all.find((one) => one.number === number);
    if (lab === undefined) return;
    const choices = [...commandsOf(lab), [BACK, { about: "to the list of labs" }] as const].map(
      ([value, { about }]) => ({ name: `${inColumn(value)}${about}`, value }),
    );
    let last: string | undefined;
    for (;;) {
      last = await choose(`Lab ${number}: what would you like to do?`, choices, last);
      if (last === undefined) return;
      if (last === BACK) break;
      await run([lab.number, last]);
    }
  }
}

/** The value of the choice; undefined when the person leaves. */
function choose(message: string, choices: readonly Choice[], marked?: string) {
  const { stdout: output } = process;
  const pageSize = Math.max(MIN_MENU_ROWS, Math.min(12, (output.rows || 24) - MENU_FRAME));
  return answerTo({ type: "select", message, choices, pageSize, default: marked }, { output });
}

/** Up to the colon: with it a line fits into 80 columns. */
function shortTitle({ title }: Lab): string {
  return title.replace(/:.*/, "");
}

function linesOf(labs: readonly Lab[], titleOf: (lab: Lab) => string): string[] {
  const all = withParts(labs);
  const width = Math.max(0, ...all.map((lab) => titleOf(lab).length));
  return all.map(
    (lab) =>
      `${lab.number.padEnd(NUMBER_COLUMNS)}${titleOf(lab).padEnd(width)}  ${progressOf(lab)}`,
  );
}

function progressOf(lab: Lab): string {
  if (lab.parts.length > 0) return "worked in parts:";
  const all = exerciseIds(lab).length;
  if (!existsSync(copyFolder(lab))) return `not started (${all} exercises)`;
  const { passed, score, max } = readProgress(lab);
  if (max === 0) return `started (${all} exercises)`;
  return `${passed.length} of ${all} exercises, ${score} of ${max} points`;
}

/** A command's name, filled up so that what stands behind it begins in one column; the longest has 15 letters. */
export function inColumn(name: string): string {
  return name.padEnd(16);
}
