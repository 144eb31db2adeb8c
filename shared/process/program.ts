/** How every server and client runs: how it stops, and how it ends when something fails. */
import { errorCode, ProgramError, systemReason } from "./errors.ts";
import { flushStatus, printable } from "./print-status.ts";

/** Runs a program. A {@link ProgramError} ends it with status 1 and one line on standard error. */
export async function runProgram(story: () => Promise<void>): Promise<void> {
  endOnOutputError();
  try {
    await story();
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    flushStatus();
    console.error(printable(error.message));
    process.exit(1);
  }
}

/** Ends the program when its output fails. A reader that has left, as `head` does, is no failure. */
export function endOnOutputError(): void {
  process.stdout.on("error", (error) => {
    if (errorCode(error) === "EPIPE") process.exit(0);
    console.error(explainOutputError(error));
    process.exit(1);
  });
  process.stderr.on("error", (error) => process.exit(errorCode(error) === "EPIPE" ? 0 : 1));
}

export const explainOutputError = (error: unknown) =>
  `Cannot write the output: ${systemReason(error)}; send it to another place`;

/** Waits for Ctrl-C (SIGINT) or SIGTERM. A second one ends the program at once, as shells report it. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isAsked = false;
    const stop = (signal: NodeJS.Signals, number: number) => {
      if (isAsked) process.exit(128 + number);
      isAsked = true;
      resolve(signal);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
  });
}
