/** The limits of patience, which a person can set: how long a silence, how long a leave-taking. */
import { LONGEST_TIMER_MS, parseWhole } from "../../shared/config/parse-whole.ts";
import type { Settings } from "../../shared/config/program-options.ts";

export interface Limits {
  /** A client that sends nothing for so long is told so and left. An answer under way is no silence. */
  idleMs: number;
  /** How long the other side may take to read the rest and to end its side, before it is reset. */
  graceMs: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** Reads a time in milliseconds: decimal digits, 1 to 2147483647. */
export const parseMilliseconds = parseWhole(
  1,
  LONGEST_TIMER_MS,
  `a time is a whole number of milliseconds, 1 to ${LONGEST_TIMER_MS}`,
);

/** A program's own grace time. */
export const graceSetting = {
  graceMs: {
    about: "how long the other side may take to leave, in ms",
    parse: parseMilliseconds,
    fallback: "3000",
  },
} satisfies Settings;

/** The server's limits. */
export const limitSettings = {
  idleMs: {
    about: "how long a client may be silent, in ms",
    parse: parseMilliseconds,
    fallback: "60000",
  },
  ...graceSetting,
} satisfies Settings;
