/** What a person can set of the server: what a hash costs, and how long it waits for whom. */
import { invalid, type Parsed, valid } from "../../shared/parsed.ts";
import { DEFAULT_COST } from "../../shared/password-record.ts";
import type { Settings } from "../../shared/program-options.ts";

/** What `setTimeout` can hold, about 25 days; a longer time would end after 1 ms (Node's page "Timers"). */
const LONGEST_MS = 2 ** 31 - 1;

/** Below 2^10 a hash is no obstacle at all; above 2^20 it needs more than 1 GiB. */
const LOWEST_LN = 10;
const HIGHEST_LN = 20;

export const lockSettings = {
  scryptLn: {
    about: "cost of a password hash, as a power of 2",
    parse: parseWhole(LOWEST_LN, HIGHEST_LN),
    fallback: String(DEFAULT_COST.ln),
  },
  logInMs: milliseconds("how long a client may take to log in, in ms", "60000"),
  idleMs: milliseconds("how long a session may be idle, in ms", "1800000"),
  absoluteMs: milliseconds("how long a session lasts in all, in ms", "43200000"),
  accountAttempts: count("free attempts at one account", "5"),
  addressAttempts: count("free attempts from one address", "20"),
  firstDelayMs: milliseconds("the first wait after too many attempts, in ms", "1000"),
  mostDelayMs: milliseconds("the longest such wait, in ms", "300000"),
} satisfies Settings;

function milliseconds(about: string, fallback: string) {
  return { about, parse: parseWhole(1, LONGEST_MS), fallback };
}

function count(about: string, fallback: string) {
  return { about, parse: parseWhole(1, 1_000_000), fallback };
}

/** Reads a whole number between two others, both included. */
function parseWhole(lowest: number, highest: number): (text: string) => Parsed<number> {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= lowest && number <= highest) return valid(number);
    return invalid(`it is a whole number, ${lowest} to ${highest}`);
  };
}
