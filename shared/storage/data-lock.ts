/**
 * One server for one data folder: two that write into the same files would each undo what the other
 * has done, and neither would notice.
 *
 * The lock is SQLite's, on an empty database in the folder. In truth it is the system's: the kernel
 * keeps it for the process (POSIX, page `fcntl`) and takes it back when the process ends, however it
 * ends. A file with a process id in it, the usual way, is still there after `kill -9`, and the id may
 * by then be another program's.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ProgramError } from "../process/errors.ts";

/** SQLite's result code for "another one has locked it" (https://sqlite.org/rescode.html#busy). */
const SQLITE_BUSY = 5;

/** Locks in use. A database that nobody holds is closed by the garbage collector, and its lock is gone. */
const held = new Set<DatabaseSync>();

/**
 * Makes the folder if there is none, and locks it for this process. Returns how to unlock it.
 *
 * @throws ProgramError when another process has locked it, or it cannot be used
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  let lock: DatabaseSync | undefined;
  try {
    await mkdir(folder, { recursive: true });
    lock = new DatabaseSync(join(folder, "lock"));
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    throw new ProgramError(explain(error, folder), { cause: error });
  }
  const mine = lock;
  held.add(mine);
  return async () => {
    if (held.delete(mine)) mine.close();
  };
}

function explain(error: unknown, folder: string): string {
  const deed = `Cannot use the data folder ${folder}`;
  if (isBusy(error)) {
    return `${deed}: another server uses it; stop that one, or choose another with --data`;
  }
  const cause = error instanceof Error ? error.message : String(error);
  return `${deed}: ${cause}; choose another with --data`;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
