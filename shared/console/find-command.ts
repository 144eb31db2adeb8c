/** Which command a typed line means, and which one it nearly means. */
import { distance } from "fastest-levenshtein";

/** What the search needs to know of a command. */
export interface Named {
  /** As it is typed: "show log". */
  name: string;
  /** How it is used, if it takes an argument: "show log [n]". */
  use?: string;
}

/** More wrong letters than this are no typing error. */
const MAX_WRONG_LETTERS = 2;

/**
 * The command that a line calls, and the argument behind its name. Blanks around the words do not
 * matter. A command that takes no argument is meant only by its name alone: `exit now` is something
 * else. Of `show` and `show log`, the line `show log 5` means the longer one. Returns undefined when
 * the line is no command.
 *
 * @exercise 05.5 Compare the line with each name; allow an argument where the command has a use; prefer the longest name.
 */
export function findCommand<Command extends Named>(
  line: string,
  commands: readonly Command[],
): { command: Command; argument: string } | undefined {
  const typed = line.trim().replace(/\s+/g, " ");
  for (const command of commands.toSorted((one, other) => other.name.length - one.name.length)) {
    if (typed === command.name) return { command, argument: "" };
    if (command.use === undefined || !typed.startsWith(`${command.name} `)) continue;
    return { command, argument: typed.slice(command.name.length + 1) };
  }
  return undefined;
}

/** The name that was probably meant; undefined when none comes near. */
export function nearestName(line: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = MAX_WRONG_LETTERS + 1;
  for (const name of names) {
    // An argument that stands behind is no wrong letter.
    const typed = line.trim().split(/\s+/, name.split(" ").length).join(" ");
    const wrong = distance(typed, name);
    if (wrong >= least) continue;
    nearest = name;
    least = wrong;
  }
  return nearest;
}
