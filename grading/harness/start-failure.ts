/** The contract for a start that fails: status 1, and one line on standard error that helps. */
import { fail } from "./failure.ts";
import type { Program } from "./program.ts";

/** Waits for the program's end with status 1 and one line that holds `mentioned`. */
export async function expectOneErrorLine(
  program: Program,
  why: string,
  mentioned: string,
  cause?: string,
): Promise<void> {
  await program.expectStatus(1, why, cause);
  const lines = program.lines("stderr").filter((line) => line.trim() !== "");
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
