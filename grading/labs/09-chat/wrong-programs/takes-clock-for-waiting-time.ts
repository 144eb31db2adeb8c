/**
 * A program that takes the time of the clock for the time that much has been waiting.
 *
 * @file c-room/member.ts
 * @caughtBy a member that only pauses gets everything, in order
 * @says dropped though it had been slow only for a moment
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
