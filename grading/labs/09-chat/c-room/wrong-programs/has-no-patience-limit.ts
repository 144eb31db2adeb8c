/**
 * A program that lets much wait forever.
 *
 * @file member.ts
 * @caughtBy much that waits is put up with for a while, and no longer
 * @says no limit to how long much may wait
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { queueBytes }: OutboxLimits,
): boolean {
  return waitingBytes > queueBytes;
}
