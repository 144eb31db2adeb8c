/** The contract for a start that fails: status 1, and one line on standard error that helps. */
import { fail, type LikelyCause } from "./failure.ts";
import { deadlineMs } from "./pace.ts";
import type { Program } from "./program.ts";

/**
 * Waits for the program's end with status 1 and one line that holds `mentioned`.
 *
 * @param cause of a program that reports it in another way, or not at all
 * @param causeOfListening of a server that listens instead
 */
export async function expectOneErrorLine(
  program: Program,
  why: string,
  mentioned: string,
  cause?: LikelyCause,
  causeOfListening = cause,
): Promise<void> {
  const announcement = await untilListeningOrEnd(program);
  if (announcement) {
    fail(
      `The server should end with status 1 ${why}; it says "${announcement}".`,
      causeOfListening,
    );
  }
  await program.expectStatus(1, why, cause);
  const isNotEmpty = (line: string) => line.trim() !== "";
  const lines = program.lines("stderr").filter(isNotEmpty);
  if (lines.length === 0 && program.lines("stdout").some((line) => line.includes(mentioned))) {
    fail(
      `The ${program.voice} should say ${why} on standard error; it says so on standard output.`,
      "Errors go to standard error: `console.error`, `sys.stderr`. Standard output is for what a program makes.",
    );
  }
  if (lines.length !== 1) {
    fail(
      `It should say so in one line on standard error; it printed ${lines.length} lines.`,
      cause,
    );
  }
  if (!lines[0]?.includes(mentioned)) {
    fail(`The line on standard error should say ${mentioned}; it is: ${lines[0]}`, cause);
  }
}

/** The announcement of a server that listens; empty when the program has ended without one. */
export function untilListeningOrEnd(program: Program): Promise<string | undefined> {
  const announcement = () => program.lines().find((line) => line.startsWith("listening on"));
  return program.changes.until(
    () => announcement() ?? (program.exit === undefined ? undefined : ""),
    deadlineMs(),
  );
}
