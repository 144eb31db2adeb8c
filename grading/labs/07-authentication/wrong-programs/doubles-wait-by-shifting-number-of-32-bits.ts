/**
 * A program that doubles the wait by shifting a number of 32 bits.
 *
 * @file shared/auth/throttle.ts
 * @caughtBy a wait never grows past the longest
 * @says `<<` makes 32 bits of it
 */

export function delayAfter(waits: number, { firstMs, maxMs }: ThrottleLimits): number {
  return Math.min(firstMs << (waits - 1), maxMs);
}
