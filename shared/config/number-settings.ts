/** Settings that are whole numbers: a time, a count. */
import { MAX_TIMER_MS, parseWhole } from "./parse-whole.ts";
import type { Setting } from "./setting.ts";

/** More of anything than this is a slip of the finger. */
const MAX_COUNT = 1_000_000;

/** A time that a timer can hold, in milliseconds. */
export function milliseconds(about: string, fallback: string): Setting<number> {
  return { about, parse: parseWhole(1, MAX_TIMER_MS), fallback };
}

/** A number of things, 1 or more. */
export function count(about: string, fallback: string): Setting<number> {
  return { about, parse: parseWhole(1, MAX_COUNT), fallback };
}
