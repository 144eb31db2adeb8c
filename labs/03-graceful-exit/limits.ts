/** The limits of patience, which a person can set: how long a silence, how long a leave-taking. */
import type { Flags } from "../../shared/process/flags.ts";

/** What `setTimeout` can hold, about 25 days; a longer time would end after 1 ms (Node's page "Timers"). */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface Limits {
  /** A client that sends nothing for so long is told so and left. An answer under way is no silence. */
  idleMs: number;
  /** How long the other side may take to read the rest and to end its side, before it is reset. */
  graceMs: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** A program's own grace time. */
export const graceFlag = {
  graceMs: {
    about: "how long the other side may take to leave, in ms",
    fallback: "3000",
    range: [1, MAX_TIMER_MS],
  },
} satisfies Flags;

/** The server's limits. */
export const limitFlags = {
  idleMs: {
    about: "how long a client may be silent, in ms",
    fallback: "60000",
    range: [1, MAX_TIMER_MS],
  },
  ...graceFlag,
} satisfies Flags;
