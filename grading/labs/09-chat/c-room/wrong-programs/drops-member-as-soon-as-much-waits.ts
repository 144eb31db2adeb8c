/**
 * A program that drops a member as soon as much waits.
 *
 * @file member.ts
 * @caughtBy a member that only pauses gets everything, in order
 * @says slow only for a moment
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowBytes }: OutboxLimits,
): boolean {
  return waitingBytes > slowBytes;
}
