/**
 * A program that compares the time of the clock with the limit.
 *
 * @file outbox.ts
 * @caughtBy a member that only pauses gets everything, in order
 * @says slow only for a moment
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowBytes, slowMs, queueBytes }: OutboxLimits,
): boolean {
  if (waitingBytes > queueBytes) return true;
  return waitingBytes > slowBytes && now >= slowMs;
}
