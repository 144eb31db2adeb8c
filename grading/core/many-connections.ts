/** What one connection leaves behind is invisible from outside; what many connections leave behind is not. */
import { fail } from "./failure.ts";
import type { Program } from "./program.ts";

/** Node warns when an event has more than 10 listeners: here with one connection to spare. */
const MANY = 12;

/** Does it more often than an event may have listeners, one after the other. */
export async function manyTimes(deed: (count: number) => Promise<void>): Promise<void> {
  for (let count = 1; count <= MANY; count += 1) await deed(count);
}

/**
 * Requires that Node has not warned of listeners that pile up. Ask this of a server of the check's own:
 * where many clients are connected at the same time, a right program may have as many listeners.
 */
export function expectNoListenersLeft(program: Program): void {
  if (!program.lines("stderr").some((line) => LISTENERS_LEFT.test(line))) return;
  fail(
    `The ${program.voice} leaves listeners behind: Node warned of a possible leak on standard error.`,
    "Each connection adds a listener to something that outlives it (the server, the process, a thread, a log) and leaves it there. Remove it when the connection is over; `once` of node:events, awaited, does so by itself.",
  );
}

const LISTENERS_LEFT = /\bMaxListenersExceededWarning\b/;
