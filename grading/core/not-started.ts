/** A program that could not be started at all: the command is wrong, or what it needs is not installed. */
import { systemReason } from "../../shared/process/errors.ts";
import { lineOnScreen } from "./event-log.ts";
import type { Program } from "./program.ts";

/** What shells and `env` end with when they cannot start a program, or do not find it. */
const CANNOT_START: readonly unknown[] = [126, 127];

/** Why a program was not started, and what to do about it; undefined when it was. */
export function whyNotStarted(program: Program): string | undefined {
  const { startError, exit, file } = program;
  if (startError !== undefined) {
    return `${file} cannot be started (${systemReason(startError)}); ${CHECK_COMMAND}`;
  }
  if (!CANNOT_START.includes(exit?.status) || program.output.length > 0) return undefined;
  const said = program.lines("stderr").at(-1) ?? `it ended with status ${exit?.status}`;
  return `${file} cannot start what it should (${lineOnScreen(said)}); ${CHECK_COMMAND}`;
}

const CHECK_COMMAND = "check the command, and the first line (#!) of a script";
