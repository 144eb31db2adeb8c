/**
 * Waiting until a flow has come to a stop. That nothing more moves can only be seen by looking for a
 * while; a look that is too short can make a wrong program pass, and never a right one fail.
 */
import { setTimeout as pause } from "node:timers/promises";
import { deadlineMs } from "./pace.ts";

/** A flow that does not move for so long has stopped. */
const QUIET_MS = 250;

/** How often it is looked at. */
const LOOK_MS = 25;

/** Waits until the amount is 0, or has not changed for a while, or the deadline has passed. */
export async function untilQuiet(amount: () => number): Promise<void> {
  const end = performance.now() + deadlineMs();
  let last = amount();
  let lastChange = performance.now();
  while (last > 0 && performance.now() < end && performance.now() - lastChange < QUIET_MS) {
    await pause(LOOK_MS);
    const now = amount();
    if (now !== last) lastChange = performance.now();
    last = now;
  }
}
