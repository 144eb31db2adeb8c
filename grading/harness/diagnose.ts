/** The likely cause of a failure that the programs themselves have told: they crashed, or they are not written yet. */
import type { Program } from "./program.ts";

/** What the starter throws in place of an exercise that is not written. */
const TODO = /TODO: exercise (\d\d\.\d+)[^\n]*/;

/** A JavaScript error as Node prints it, or a Python one. */
const CRASH = /^(?:[A-Z]\w*(?:Error|Exception)\b[^\n]*|Traceback \(most recent call last\):)/m;

/**
 * The cause as told by what the programs printed, most telling first; undefined when they said
 * nothing of use.
 */
export function diagnose(programs: readonly Program[]): string | undefined {
  for (const program of programs) {
    const todo = TODO.exec(program.everythingPrinted);
    if (todo !== null) return `Exercise ${todo[1]} is not written yet ("${todo[0]}").`;
  }
  for (const program of programs) {
    const printed = program.everythingPrinted;
    if (printed.includes("\nTraceback") || CRASH.test(printed)) {
      return `The ${program.voice} crashed: ${lastError(printed)}`;
    }
  }
  return undefined;
}

/** The line that names the error: with Node the first such line, with Python the last line. */
function lastError(printed: string): string {
  const errors = printed.split("\n").filter((line) => /^[A-Z]\w*(Error|Exception)\b/.test(line));
  return errors.at(-1) ?? "see what it printed";
}
