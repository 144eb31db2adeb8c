/** The likely cause of a failure that the programs themselves have told: they crashed, or they are not written yet. */
import type { Failure } from "../report/result.ts";
import { type Crash, fatalSignal, findCrash, findDeath } from "./crash.ts";
import type { LikelyCause } from "./failure.ts";
import type { Program } from "./program.ts";

/** What the starter throws in place of an exercise that is not written. */
const TODO = /TODO: exercise (\d\d[a-z]?)\.(\d+)/;

/** An error as JavaScript or Python names it, also without a trace of where it was thrown. */
const ERROR_LINE = /^(?:\w+\.)*\w*(?:Error|Exception)\b/;

/** What is looked at of a line: longer ones are data. */
const MAX_LINE_LENGTH = 2_000;

/** The last lines tell of a crash. */
const MAX_LINES = 1_000;

/**
 * Errors of the world around the program, or of its own making: what the check holds likely says more
 * of them. Any other error is a mistake in the code, and needs no guess.
 */
const OF_THE_WORLD =
  /^(?:Uncaught )?(?:Error|Exception)\b|\bE[A-Z]{3,}\b|^(?:OSError|IOError|Connection\w*Error|BrokenPipeError|TimeoutError|socket\.\w+|java\.(?:net|io)\.\w+)\b/;

/** What some errors mean, in any language. */
const MEANINGS: readonly { error: RegExp; meaning: LikelyCause }[] = [
  {
    error: /ECONNRESET|EPIPE|ConnectionResetError|BrokenPipeError|Connection reset|Broken pipe/,
    meaning: {
      general:
        "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the thread or the whole program.",
      node: 'A reset arrives as an "error" event, or as an exception in a loop. Where nobody catches it, it ends the whole program.',
    },
  },
  {
    error:
      /UnicodeDecodeError|Utf8Error|MalformedInputException|invalid (?:start|continuation) byte/,
    meaning:
      "What arrives is bytes: they need not be UTF-8, and a chunk may end in the middle of a character.",
  },
  {
    // A flag or its value, taken for something else: `int(sys.argv[2])`.
    error: /(?:invalid literal|input string|lookup).*(?:--(?:host|port)\b|["']127\.0\.0\.1["'])/i,
    meaning:
      "Host and port come by the flags --host and --port, not by their places on the command line.",
  },
];

/** A mistake in the program's own code, as JavaScript tells it when the line is reached. */
const OWN_FAULT =
  /(?<![\w.#])[\w.#]+ is not (?:defined|a function|iterable|a constructor)|Cannot (?:read|set) properties of (?:undefined|null)[^\n]*/;

/** What only Node has: a cause that names it says nothing to somebody who writes another language. */
const NODE_WORDS =
  /\bNode\b|\bawait\b|"(?:drain|error|end|close|data|connect|exit|message)"|\bstack trace\b|allowHalfOpen|console\.log|\bsetTimeout\b|\bprocess\.|\bBuffer\b|\bJSON\.|\bNumber\(|\bString\(|`(?:socket|server)\.|`(?:write|end|destroy|resume|pause|finished|send)(?:\([^`]*\))?`/;

/**
 * The cause as told by what the programs printed; else what the check itself holds likely.
 *
 * @param exercise the check's own: later ones may well be unwritten, and are no cause of its failure
 */
export function diagnose(
  programs: readonly Program[],
  exercise: string,
  likely?: LikelyCause,
): Pick<Failure, "cause" | "isCrash" | "unwritten" | "exercise"> {
  const unwritten = firstUnwritten(programs, exercise);
  if (unwritten !== undefined) return notWritten(unwritten);
  const killed = programs.find((program) => program.wasKilledBySignal);
  if (killed !== undefined) return { cause: unhandledSignal(killed) };
  const isNode = programs.every((program) => program.isNode);
  const guess = likely === undefined ? undefined : inWords(likely, isNode);
  const told = programs
    .map((program) => toldBy(program, guess))
    .find((words) => words !== undefined);
  if (told !== undefined) return { ...told, ...exerciseIn(told.cause) };
  return guess === undefined ? {} : { cause: guess, ...exerciseIn(guess) };
}

/** The words of a cause for a program that Node runs, or for another. */
export function inWords(cause: LikelyCause, isNode: boolean): string | undefined {
  if (typeof cause !== "string") return isNode ? cause.node : cause.general;
  return isNode || !NODE_WORDS.test(cause) ? cause : undefined;
}

/** A cause may lie in another exercise than the check's: then it names that exercise, and the learner goes there. */
function exerciseIn(cause: string): Pick<Failure, "exercise"> {
  const exercise = /\bexercise (\d\d[a-z]?\.\d+)\b/i.exec(cause)?.[1];
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
function toldBy(
  program: Program,
  guess: string | undefined,
): { cause: string; isCrash?: true } | undefined {
  const { voice, isNode } = program;
  const crash = crashOf(program);
  if (crash === undefined) {
    const faulty = linesOf(program.everythingPrinted).findLast((line) => OWN_FAULT.test(line));
    const fault = OWN_FAULT.exec(faulty ?? "")?.[0];
    const cause = `There is a mistake in the ${voice}'s code, which it reports as "${fault}".`;
    return fault === undefined ? undefined : { cause };
  }
  const { error, place, isWhole } = crash;
  const later = TODO.exec(error)?.[0].replace("TODO: ", "");
  if (later !== undefined) {
    const mark = `the mark of ${later}, which comes later and is not written yet`;
    return {
      cause: `An error ended the whole ${voice}. Here it was ${mark}; it could be any error.`,
    };
  }
  const where = place === undefined ? "" : ` (${place})`;
  const deed = isWhole
    ? `The ${voice} crashed`
    : `Something in the ${voice} crashed, though its process still runs`;
  const sentence = `${deed}: ${`${error}${where}`.replace(/[^.]$/, "$&.")}`;
  const known = MEANINGS.find((one) => one.error.test(error))?.meaning;
  const meaning = known === undefined ? undefined : inWords(known, isNode);
  const isOfTheWorld = OF_THE_WORLD.test(error);
  const more = isOfTheWorld ? (guess ?? meaning) : meaning;
  const cause = more === undefined ? sentence : `${sentence}\n${more}`;
  return isOfTheWorld ? { cause } : { cause, isCrash: true };
}

/** Whether a program has crashed, or a part of it during this check. */
export function hasCrashed(program: Program): boolean {
  return crashOf(program) !== undefined;
}

function crashOf(program: Program): (Crash & { isWhole: boolean }) | undefined {
  return program.exit === undefined ? crashOfPart(program) : crashOfWhole(program);
}

/** How a program that has ended crashed; undefined when it ended in another way. */
function crashOfWhole(program: Program): (Crash & { isWhole: true }) | undefined {
  const { exit } = program;
  if (exit === undefined || exit.status === 0) return undefined;
  const lines = linesOf(program.everythingPrinted);
  const signal = fatalSignal(exit);
  const death = findDeath(lines);
  const line = lines.findLast((one) => ERROR_LINE.test(one));
  const named = line === undefined ? undefined : { error: line };
  const crash = findCrash(lines) ?? named ?? death;
  if (crash !== undefined) return { ...crash, isWhole: true };
  return signal === undefined ? undefined : { error: signal, isWhole: true };
}

/** The crash of a thread or a task during this check: the program itself lives on. */
function crashOfPart(program: Program): (Crash & { isWhole: false }) | undefined {
  // An error that nobody catches ends the whole of Node: one that it prints was caught.
  if (program.isNode || program.isCrashWanted) return undefined;
  const printed = [...program.lines("stdout"), ...program.lines("stderr")].slice(-MAX_LINES);
  const crash = findCrash(printed.map((line) => line.slice(0, MAX_LINE_LENGTH)));
  return crash === undefined ? undefined : { ...crash, isWhole: false };
}

function linesOf(printed: string): string[] {
  return printed
    .split("\n")
    .slice(-MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH));
}

/** The first of the exercises up to this one whose mark was printed. */
function firstUnwritten(programs: readonly Program[], exercise: string): string | undefined {
  const [lab, last] = exercise.split(".");
  const printed = programs.map((program) => program.everythingPrinted).join("\n");
  const ofLab = [...printed.matchAll(new RegExp(TODO, "g"))].filter(([, of]) => of === lab);
  const upToThis = ofLab.map(([, , number]) => Number(number)).filter((one) => one <= Number(last));
  return upToThis.length === 0 ? undefined : `${lab}.${Math.min(...upToThis)}`;
}
