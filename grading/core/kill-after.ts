/** What a server has promised must be on disk when it is killed right afterwards. */

import type { RunningServer } from "./check-context.ts";
import { withoutPause } from "./event-loop-lag.ts";

/** In a longer time than this, in milliseconds, a server may do what it should have done before it promised. */
const AT_ONCE_MS = 250;

/**
 * Waits for what the server promises, and kills it at once.
 *
 * @throws GraderWasLate when that was not at once
 */
export async function killAfter<Result>(
  { program }: RunningServer,
  promised: () => Promise<Result>,
): Promise<Result> {
  const result = await withoutPause(AT_ONCE_MS, async () => {
    const kept = await promised();
    program.signal("SIGKILL");
    return kept;
  });
  await program.expectExit("after SIGKILL");
  return result;
}
