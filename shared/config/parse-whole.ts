/** Reading a whole number that a person typed. */
import { invalid, type Result, valid } from "./result.ts";

/** What `setTimeout` can hold, about 25 days; a longer time would end after 1 ms (Node's page "Timers"). */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Returns a function that reads a whole number between two others, both included: decimal digits only.
 *
 * @param lowest 1 or more
 * @param reason why anything else is refused
 */
export function parseWhole(
  lowest: number,
  highest: number,
  reason = `it is a whole number, ${lowest} to ${highest}`,
): (text: string) => Result<number> {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return number >= lowest && number <= highest ? valid(number) : invalid(reason);
  };
}
