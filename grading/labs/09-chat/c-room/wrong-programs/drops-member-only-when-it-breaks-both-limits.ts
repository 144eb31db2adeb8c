/**
 * A program that drops a member only when it breaks both limits.
 *
 * @file member.ts
 * @caughtBy a member that reads nothing is dropped, and told why
 * @says no limit to what waits at once
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowMs, queueBytes }: OutboxLimits,
): boolean {
  return waitingBytes > queueBytes && now - muchSince >= slowMs;
}
