/**
 * A program that lets the waits grow without a bound.
 *
 * @file shared/auth/throttle.ts
 * @caughtBy the wait doubles, up to the longest, and never lasts forever
 * @says none longer than the longest
 */

export function delayAfter(waits: number, { firstMs, maxMs }: ThrottleLimits): number {
  return firstMs * 2 ** (waits - 1);
}
