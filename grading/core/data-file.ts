/**
 * A file that a program under test keeps: watched until it says what it should.
 *
 * The kernel tells of every change in the folder, so nothing is asked again and again. A file that is
 * not there yet is an empty one.
 */
import { closeSync, fstatSync, openSync, readSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { errorCode } from "../../shared/process/errors.ts";
import { Changes } from "./changes.ts";
import type { CheckContext } from "./check-context.ts";
import { CheckFailed, GraderWasLate, type LikelyCause } from "./failure.ts";
import { deadlineMs } from "./pace.ts";
import { describeExit, type Program } from "./program.ts";

/** How much of a file's end is told in the event log. */
const TOLD_LINES = 6;

/** How much of a file is read: a program may write without end. */
const MAX_READ_BYTES = 16 * 1024 * 1024;

/** So late may the last look be, in milliseconds. */
const LATE_LOOK_MS = 100;

/** What is expected of a file. */
export interface FileExpectation<Found> {
  /** As in "the log should tell of the stop". */
  what: string;
  /** Looks at the whole text; returns what it has found, or undefined (or false) to go on waiting. */
  find: (text: string) => Found | undefined | false;
  /** Why it may not be there, in the learner's words; also as a function of the text. */
  cause?: LikelyCause | ((text: string) => LikelyCause | undefined);
  /** Once this program has ended, the file changes no more. */
  by?: Program;
  /** How long to wait, in milliseconds, where the usual deadline is too long. */
  within?: number;
}

/**
 * Waits until a file's text holds what is expected, and returns what was found there.
 *
 * @throws CheckFailed when the program has ended, or the deadline passes, without it
 */
export async function expectInFile<Found>(
  context: CheckContext,
  path: string,
  { what, find, cause, by, within = deadlineMs() }: FileExpectation<Found>,
): Promise<Found> {
  const start = performance.now();
  const look = () => find(readText(path)) || undefined;
  const changes = by?.changes ?? new Changes();
  const watcher = watch(dirname(path), () => changes.notify());
  try {
    const found = await changes.until(
      () => look() ?? (by?.exit === undefined ? undefined : "ended"),
      within,
    );
    if (found !== undefined && found !== "ended") {
      // A look after the time is over shows nothing: it may have come too late.
      if (performance.now() - start > within + LATE_LOOK_MS) throw new GraderWasLate();
      return found;
    }
    const last = look();
    if (last !== undefined) return last;
    const text = readText(path);
    tellFile(context, path, text);
    const reason = typeof cause === "function" ? cause(text) : cause;
    const ending =
      by?.exit === undefined
        ? `it did not within ${within / 1000} s`
        : `the ${by.voice} ${describeExit(by.exit)} and it does not`;
    throw new CheckFailed(`${what}; ${ending}.`, reason, { timedOut: found === undefined });
  } finally {
    watcher.close();
  }
}

/** A file's text, of a very long one the beginning; an absent one is empty. */
export function readText(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      return readBeginning(file).toString("utf8");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "";
    throw error;
  }
}

function readBeginning(file: number): Buffer {
  const room = Math.min(fstatSync(file).size, MAX_READ_BYTES);
  const bytes = Buffer.alloc(room);
  let length = 0;
  for (let count = -1; length < room && count !== 0; length += count) {
    count = readSync(file, bytes, length, room - length, length);
  }
  return bytes.subarray(0, length);
}

/** Puts a file's last lines into the event log. */
export function tellFile(context: CheckContext, path: string, text = readText(path)): void {
  const name = basename(path);
  const lines = text === "" ? ["(empty, or not there)"] : text.replace(/\n$/, "").split("\n");
  const from = Math.max(0, lines.length - TOLD_LINES);
  if (from > 0)
    context.eventLog.tell("grader", `${name} has ${lines.length} lines; the last of them:`);
  for (const line of lines.slice(from))
    context.eventLog.tell("grader", `${name}: ${JSON.stringify(line)}`);
}
