/**
 * A program that makes every wait as long as the first.
 *
 * @file shared/auth/throttle.ts
 * @caughtBy the wait doubles, up to the longest, and never lasts forever
 * @says each further one twice as long
 */

export function delayAfter(waits: number, { firstMs, maxMs }: ThrottleLimits): number {
  return Math.min(firstMs, maxMs);
}
