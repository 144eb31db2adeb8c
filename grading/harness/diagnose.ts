/** The likely cause of a failure that the programs themselves have told: they crashed, or they are not written yet. */
import type { Failure } from "../report/result.ts";
import type { Program } from "./program.ts";

/** What the starter throws in place of an exercise that is not written. */
const TODO = /TODO: exercise \d\d\.(\d+)/;

/** A JavaScript error as Node prints it, or a Python one. */
const ERROR_LINE = /^(?:\w+\.)*\w*(?:Error|Exception)\b.*$/gm;

/** Uncaught errors that are a reset's. */
const RESET = /ECONNRESET|EPIPE|ConnectionResetError|BrokenPipeError/;

const RESET_MEANING =
  'A reset arrives as an "error" event, or as an exception in a loop. Where nobody catches it, it ends the whole program.';

/** A mistake in the program's own text, as JavaScript tells it when the line is reached. */
const OWN_FAULT =
  /(?<![\w.#])[\w.#]+ is not (?:defined|a function|iterable|a constructor)|Cannot (?:read|set) properties of (?:undefined|null)[^\n]*/;

/**
 * The cause as told by what the programs printed, together with what the check itself holds likely.
 *
 * @param exercise the check's own: later ones may well be unwritten, and are no cause of its failure
 */
export function diagnose(
  programs: readonly Program[],
  exercise: string,
  likely?: string,
): Pick<Failure, "cause" | "unwritten" | "exercise"> {
  const unwritten = firstUnwritten(programs, exercise);
  if (unwritten !== undefined) return notWritten(unwritten);
  const killed = programs.find((program) => program.wasKilledBySignal);
  if (killed !== undefined) return { cause: unhandledSignal(killed) };
  const told = programs.map((program) => toldBy(program)).find((text) => text !== undefined);
  const elsewhere = likely === undefined ? {} : exerciseIn(likely);
  if (told === undefined) return likely === undefined ? {} : { cause: likely, ...elsewhere };
  const meaning = likely ?? (RESET.test(told) ? RESET_MEANING : undefined);
  return { cause: meaning === undefined ? told : `${told}\n${meaning}`, ...elsewhere };
}

/** A cause may lie in another exercise than the check's: then it names that exercise, and the learner goes there. */
function exerciseIn(cause: string): Pick<Failure, "exercise"> {
  const exercise = /\bexercise (\d\d\.\d+)\b/i.exec(cause)?.[1];
  return exercise === undefined ? {} : { exercise };
}

/** A program that does not handle a signal is ended by it at once, whatever it is at. */
function unhandledSignal({ voice, exit }: Program): string {
  return `Your ${voice} does not handle ${exit?.signal}, so the system killed it. Handle the signal, and let the program end by itself.`;
}

/** That an exercise is not written yet, as the cause of a failure. */
export function notWritten(exercise: string): Pick<Failure, "cause" | "unwritten"> {
  return { cause: `Exercise ${exercise} is not written yet.`, unwritten: exercise };
}

/** What a program has said of its own failure; undefined when it said nothing of use. */
function toldBy({ voice, everythingPrinted, exit }: Program): string | undefined {
  const error = everythingPrinted.match(ERROR_LINE)?.at(-1);
  if (error !== undefined && exit !== undefined) {
    const later = TODO.exec(error)?.[0].replace("TODO: ", "");
    if (later !== undefined) {
      return `An error ended the whole ${voice}. Here it was the mark of ${later}, which comes later and is not written yet; it could be any error.`;
    }
    return `The ${voice} crashed: ${error.replace(/[^.]$/, "$&.")}`;
  }
  const fault = OWN_FAULT.exec(everythingPrinted)?.[0];
  return fault === undefined
    ? undefined
    : `There is a mistake in the ${voice}'s own text, which it tells by "${fault}".`;
}

/** The first of the exercises up to this one whose mark was printed. */
function firstUnwritten(programs: readonly Program[], exercise: string): string | undefined {
  const [lab, last] = exercise.split(".");
  const printed = programs.map((program) => program.everythingPrinted).join("\n");
  const numbers = [...printed.matchAll(new RegExp(TODO, "g"))].map(([, number]) => Number(number));
  const upToThis = numbers.filter((number) => number <= Number(last));
  return upToThis.length === 0 ? undefined : `${lab}.${Math.min(...upToThis)}`;
}
