/**
 * Waiting until a flow has come to a stop. That nothing more moves can only be seen by looking for a
 * while. Time alone would deceive: on a busy machine a greedy program waits for its turn and looks
 * modest. So looks are counted, and only those at which the program had nothing to do.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isRunning, processesOf } from "./kernel.ts";
import { deadlineMs } from "./pace.ts";

/** So many looks in a row without a change, with the program asleep: the flow has stopped. */
const QUIET_LOOKS = 5;

/** From look to look; between two looks the grader's own reads and writes get their turn. */
const LOOK_MS = 15;

/**
 * Waits until the amount is 0, or has stopped changing, or the deadline has passed.
 *
 * @param amount what is still to be taken by the program, in bytes
 * @param pid the program that should take it
 */
export async function untilQuiet(amount: () => number, pid: number): Promise<void> {
  const end = performance.now() + deadlineMs();
  const processes = processesOf(pid);
  let last = amount();
  let quietLooks = 0;
  while (last > 0 && quietLooks < QUIET_LOOKS && performance.now() < end) {
    await pause(LOOK_MS);
    const now = amount();
    quietLooks = now === last && !isRunning(processes) ? quietLooks + 1 : 0;
    last = now;
  }
}

/** Waits until the program has had nothing to do for a while, or the deadline has passed. */
export async function untilAsleep(pid: number): Promise<void> {
  await untilQuiet(() => 1, pid);
}
