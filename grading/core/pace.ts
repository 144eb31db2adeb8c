/**
 * Deadlines that fit the machine. A slow or busy machine must not turn a right program into a wrong
 * one, so every wait is allowed many times what the worked solution's server took to start just now.
 * The floor is long for a person and short for a class of strangers.
 */

import { AsyncLocalStorage } from "node:async_hooks";

/** No wait ends sooner than this. */
const FLOOR_MS = 3_000;

/** None ends later: a right program of lab 03 may be busy for 10 s, and must not be done before. */
const CEILING_MS = 8_000;

/** How many starts of the worked solution a wait may last: an answer costs far less than a start. */
const STARTS_ALLOWED = 25;

let measuredStartMs = 0;

/** Remembers what the worked solution's server took from spawn to ready, in milliseconds. */
export function setPace(startMs: number): void {
  measuredStartMs = startMs;
}

/** For tests whose programs are right: there is no failure to wait for, so a busy machine may take its time. */
export function setSlowestPace(): void {
  setPace(CEILING_MS);
}

/**
 * A time that a program is told by a flag, and that a check then plays through: as much longer as this
 * machine is slower now than a quick one.
 *
 * @param quickMs in milliseconds, on a quick machine
 * @param startMs what the worked solution's server took to start
 */
export function paced(quickMs: number, startMs = measuredStartMs): number {
  return Math.round((quickMs * machineDeadlineMs(startMs)) / FLOOR_MS);
}

const shortened = new AsyncLocalStorage<number>();

/**
 * Grades with this deadline in place of the machine's, for programs that are wrong on purpose: mostly
 * they are found out by waiting for what never comes. A right program may fail by it.
 *
 * @param deadline how long each wait may last, in milliseconds
 */
export function withDeadline<Result>(
  deadline: number,
  grade: () => Promise<Result>,
): Promise<Result> {
  return shortened.run(deadline, grade);
}

/** Waits as long as it ever is waited: for the worked solution, by which the deadlines are measured. */
export function withLongestDeadline<Result>(run: () => Promise<Result>): Promise<Result> {
  return withDeadline(CEILING_MS, run);
}

/** How long a program may take for one thing, in milliseconds. */
export function deadlineMs(): number {
  return shortened.getStore() ?? machineDeadlineMs();
}

/** How long it may take on this machine. */
function machineDeadlineMs(startMs = measuredStartMs): number {
  // Whole tenths of a second: failures say it.
  const wanted = Math.ceil((STARTS_ALLOWED * startMs) / 100) * 100;
  return Math.min(CEILING_MS, Math.max(FLOOR_MS, wanted));
}
