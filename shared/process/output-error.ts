/**
 * A program whose output cannot be written. Node reports it by an event "error" of the stream, which
 * ends a program with a stack trace when nobody handles it.
 */
import { errorCode, systemReason } from "./system-error.ts";

/**
 * Ends this program when its output fails. When the reader has left, as `head` does, that is no
 * failure: status 0. Any other error, a full disk for example, is reported on standard error: status 1.
 */
export function endOnOutputError(): void {
  process.stdout.on("error", (error) => {
    if (errorCode(error) === "EPIPE") process.exit(0);
    console.error(explainOutputError(error));
    process.exit(1);
  });
  // Nobody is left to be told why.
  process.stderr.on("error", (error) => process.exit(errorCode(error) === "EPIPE" ? 0 : 1));
}

/** Why standard output cannot be written, and what to do next. */
export function explainOutputError(error: unknown): string {
  return `Cannot write the output: ${systemReason(error)}; send it to another place`;
}
