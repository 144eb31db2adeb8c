/**
 * Ctrl-Z in a program that reads every key itself: the terminal then sends no signal, and the program
 * stops itself. A shell waits for the whole job, which may be more than one process (npm, its shell,
 * this program): when only this one stopped, the shell would wait for the others, and the terminal
 * would be frozen (POSIX.1-2024, General Terminal Interface, section 11.1).
 */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** In a job that no shell looks after the system ignores the stop; then the program just goes on. */
const IGNORED_MS = 100;

/**
 * Stops all processes of this job, as Ctrl-Z does. Returns when the person has brought it to the
 * foreground again (`fg`). The terminal must be out of raw mode: it is the shell's for now.
 */
export async function stopJob(): Promise<void> {
  // Windows has no job control.
  if (process.platform === "win32") return;
  const noted = new AbortController();
  const continued = once(process, "SIGCONT", { signal: noted.signal }).catch(() => {});
  // 0 stands for the process group.
  process.kill(0, "SIGTSTP");
  await Promise.race([continued, pause(IGNORED_MS)]);
  noted.abort();
}
