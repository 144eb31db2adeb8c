/** The likely cause of a failure that the programs themselves have told: they crashed, or they are not written yet. */
import type { Program } from "./program.ts";

/** What the starter throws in place of an exercise that is not written. */
const TODO = /TODO: exercise \d\d\.(\d+)/g;

/** A JavaScript error as Node prints it, or a Python one. */
const ERROR_LINE = /^(?:\w+\.)*\w*(?:Error|Exception)\b.*$/gm;

/** Uncaught errors that are a reset's. */
const RESET = /ECONNRESET|EPIPE|ConnectionResetError|BrokenPipeError/;

const RESET_MEANING =
  'A reset arrives as an "error" event, or as an exception in a loop. Where nobody catches it, it ends the whole program.';

/**
 * The cause as told by what the programs printed, together with what the check itself holds likely.
 *
 * @param exercise the check's own: later ones may well be unwritten, and are no cause of its failure
 */
export function diagnose(
  programs: readonly Program[],
  exercise: string,
  likely?: string,
): string | undefined {
  const unwritten = firstUnwritten(programs, exercise);
  if (unwritten !== undefined) {
    return `Exercise ${unwritten} is not written yet: its function still throws the error that marks it.`;
  }
  for (const program of programs) {
    const error = program.everythingPrinted.match(ERROR_LINE)?.at(-1);
    if (error === undefined || program.exit === undefined) continue;
    const meaning = RESET.test(error) ? RESET_MEANING : undefined;
    return [`The ${program.voice} crashed: ${error.replace(/[^.]$/, "$&.")}`, likely ?? meaning]
      .filter((part) => part !== undefined)
      .join("\n");
  }
  return likely;
}

/** The first of the exercises up to this one whose mark was printed. */
function firstUnwritten(programs: readonly Program[], exercise: string): string | undefined {
  const [lab, last] = exercise.split(".");
  const printed = programs.map((program) => program.everythingPrinted).join("\n");
  const numbers = [...printed.matchAll(TODO)].map(([, number]) => Number(number));
  const upToThis = numbers.filter((number) => number <= Number(last));
  return upToThis.length === 0 ? undefined : `${lab}.${Math.min(...upToThis)}`;
}
