/** How a person or the system asks a program to stop: SIGINT (Ctrl-C) and SIGTERM. */

/** Their numbers, which POSIX fixes for every system (page `kill`). */
const STOP_SIGNALS = [
  { signal: "SIGINT", number: 2 },
  { signal: "SIGTERM", number: 15 },
] as const;

/**
 * Waits for the first SIGINT or SIGTERM. From then on a second one ends the program at once: a stop
 * that takes too long must be stoppable too. Its status is the shell's for "ended by a signal",
 * 128 + the signal's number.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const { signal, number } of STOP_SIGNALS) {
      process.on(signal, () => {
        if (asked) process.exit(128 + number);
        asked = true;
        resolve(signal);
      });
    }
  });
}
