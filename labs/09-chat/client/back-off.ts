/**
 * How long a client waits before it tries again: twice as long after each attempt that has failed, so
 * that a server in trouble is not kept there by those who want to come back.
 *
 *     attempt     0        1        2        3     …     6, 7, 8 …
 *     waits up to 0.5 s    1 s      2 s      4 s   …     30 s
 *
 * And none of them waits exactly so long: five hundred clients that have lost one server in the same
 * moment would all be back in the same moment.
 */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * The wait before an attempt, in milliseconds: between half and all of the attempt's longest wait.
 *
 * @param attempt how many have failed since the connection was lost; 0 for the first
 * @param random from 0 up to 1; given by tests
 */
export function backOffMs(attempt: number, random: number = Math.random()): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round((longest * (1 + random)) / 2);
}
