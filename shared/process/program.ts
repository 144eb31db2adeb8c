/**
 * The frame around every server and client: one place that turns a failure into the single line
 * on standard error and the exit status that the contract of a lab's program asks for.
 */

import { endOnOutputError } from "./output-error.ts";
import { printable } from "./printable.ts";
import { sayNow } from "./say.ts";

/**
 * A failure that the person at the keyboard can mend: a taken port, a wrong flag, an absent server.
 * Its message says the deed, the cause and the next step, and stands alone: no stack trace.
 */
export class ProgramError extends Error {
  override name = "ProgramError";
}

/**
 * Runs a program's story. Ends with status 1 and one line on standard error when it throws a
 * {@link ProgramError}; any other error is a fault of the program itself and keeps its stack trace.
 */
export async function runProgram(story: () => Promise<void>): Promise<void> {
  endOnOutputError();
  try {
    await story();
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    sayNow();
    console.error(printable(error.message));
    process.exit(1);
  }
}
