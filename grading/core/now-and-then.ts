/** Playing somebody who sends a little now and then. */
import { withoutPause } from "./event-loop-lag.ts";

/**
 * Does the work, and sends at this interval as long as it lasts. Before each sending the grader reads the bytes
 * that have come: where a write meets a reset, Node throws away unread bytes, such as the reason for it.
 *
 * @param limitMs after so long a silence a wrong program may do what a right one does at another time
 * @throws GraderWasLate when the grader itself was silent for nearly as long
 */
export async function nowAndThen<Result>(
  { everyMs, limitMs, send }: { everyMs: number; limitMs: number; send: () => void },
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => setImmediate(send), everyMs);
  try {
    return await withoutPause(limitMs * NEARLY - everyMs, work);
  } finally {
    clearInterval(timer);
  }
}

const NEARLY = 0.9;
