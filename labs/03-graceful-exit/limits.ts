/** The limits of patience, which a person can set: how long a silence, how long a leave-taking. */
import { invalid, type Parsed, valid } from "../../shared/parsed.ts";
import type { Settings } from "../../shared/program-options.ts";

/** What `setTimeout` can hold, about 25 days; a longer time would end after 1 ms (Node's page "Timers"). */
const LONGEST_MS = 2 ** 31 - 1;

export interface Limits {
  /** A client that sends nothing for so long is told so and left. An answer under way is no silence. */
  idleMs: number;
  /** How long the other side may take to read the rest and to end its side, before it is reset. */
  graceMs: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

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

/** Reads a time in milliseconds: decimal digits, 1 to 2147483647. */
export function parseMilliseconds(text: string): Parsed<number> {
  const milliseconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (milliseconds >= 1 && milliseconds <= LONGEST_MS) return valid(milliseconds);
  return invalid(`a time is a whole number of milliseconds, 1 to ${LONGEST_MS}`);
}
