/** Likely causes that checks of lab 05 name in several files. */

export const NOT_FLUSHED =
  "A line may wait a moment in memory, no more than a second: who watches the log wants to see what happens.";

export const TRUNCATED =
  'A log is opened to append (flag "a"). Opened to write (flag "w"), it loses all that was told before.';

export const LAST_LINES =
  "The last lines are missing: they still waited in memory when the process ended. End the log, and wait for it, before the program ends.";
