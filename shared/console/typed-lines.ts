/** What is typed into a client, line by line. */
import type { Readable } from "node:stream";
import { linesOf } from "../net/lines.ts";
import { ProgramError, ProtocolError } from "../process/errors.ts";

/**
 * The lines of this input, without their ends.
 *
 * @throws ProgramError when a line is too long: that is nobody's fault but the typist's
 */
export async function* typedLines(input: Readable): AsyncGenerator<string, void> {
  try {
    yield* linesOf(input);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new ProgramError(`Cannot send what was typed: ${error.message}; send shorter lines`, {
      cause: error,
    });
  }
}
