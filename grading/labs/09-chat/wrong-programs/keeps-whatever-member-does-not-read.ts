/**
 * A program that keeps whatever a member does not read.
 *
 * @file c-room/member.ts
 * @caughtBy a member that reads nothing is dropped, and told why
 * @says no limit to what waits at once
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowBytes, slowMs, queueBytes }: OutboxLimits,
): boolean {
  return waitingBytes > slowBytes && now - muchSince >= slowMs;
}
