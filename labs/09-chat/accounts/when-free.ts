/**
 * Waiting for a database that another program has locked. SQLite can wait by itself, but its calls return
 * only when they are done: the whole server would stand still. So it is asked to fail at once, and is
 * tried again a little later.
 */
import { setTimeout as pause } from "node:timers/promises";

/** SQLite's result code for "another one has locked it" (https://sqlite.org/rescode.html#busy). */
const SQLITE_BUSY = 5;

/** The low byte of an extended result code is the result code. */
const RESULT_CODE = 0xff;

/** How long to wait in all, and from one attempt to the next, in milliseconds. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 20;

/**
 * Does the work, as soon as the database is free. What the work does before it finds the database locked
 * must do no harm when it is done again.
 *
 * @throws what the work throws; also that the database is locked, when that lasts
 */
export async function whenFree<Result>(work: () => Result): Promise<Result> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await pause(RETRY_MS);
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return typeof error.errcode === "number" && (error.errcode & RESULT_CODE) === SQLITE_BUSY;
}
