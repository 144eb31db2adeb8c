/**
 * A program that comes back though the server wants it not.
 *
 * @file client/ending.ts
 * @caughtBy a server that wants nobody back is obeyed
 * @says It comes back by itself
 */

export function endingOf({ reason = "the server has ended it", again = true }: Closing): Ending {
  return { reason: printable(reason), again: true };
}
