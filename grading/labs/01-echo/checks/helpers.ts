/** What checks of lab 01 do in several files. */

import type { RunningServer } from "../../../core/check-context.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import { startingWith } from "../../../core/patterns.ts";

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
export const MORE_THAN_BUFFERS = 16 * 1024 * 1024;

/** The server has printed a line that begins so. */
export async function expectSaid(
  server: RunningServer,
  line: string,
  cause?: LikelyCause,
): Promise<void> {
  await server.program.expectLine(
    startingWith(line),
    JSON.stringify(line),
    cause === undefined ? {} : { cause },
  );
}
