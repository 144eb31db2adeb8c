/** What an operator can do with a log: look at its end, and begin anew. */

import { parseWhole } from "../config/parse-whole.ts";
import type { LogFile } from "../logging/log.ts";
import type { Command } from "./operator-console.ts";

/** How many lines are shown when nobody says a number: what fits on a screen. */
const USUAL_COUNT = 20;

/** How many can be shown. For more there are programs made for reading. */
const MAX_LINES = 10_000;

const parseCount = parseWhole(1, MAX_LINES, `n is a whole number, 1 to ${MAX_LINES}`);

/**
 * `show log [n]` and `clear log`.
 *
 * @param print shows one line to the operator; it must let no control character through
 */
export function logCommands(log: LogFile, print: (line: string) => void): Command[] {
  return [
    {
      name: "show log",
      use: "show log [n]",
      about: `shows the last n lines of the log (${USUAL_COUNT} when n is not said)`,
      run: async (argument) => {
        for (const line of await log.last(countOf(argument))) print(line);
      },
    },
    {
      name: "clear log",
      about: "empties the log and the screen; a line in the log says so",
      confirm: "Throw away all that the log tells?",
      run: async () => {
        await log.clear();
        console.clear(); // does nothing where standard output is no terminal
      },
    },
  ];
}

function countOf(text: string): number {
  if (text === "") return USUAL_COUNT;
  const parsed = parseCount(text);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.reason);
}
