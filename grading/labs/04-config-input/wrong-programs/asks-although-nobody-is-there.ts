/**
 * A program that asks although nobody is there.
 *
 * @file shared/config/ask.ts
 * @caughtBy without a terminal nothing is asked
 * @says terminal.setRawMode is not a function
 */

export function personAtTerminal(): Ask | undefined {
  return askPerson;
}
