/**
 * A program that forgets since when much has been waiting.
 *
 * @file c-room/member.ts
 * @caughtBy much that waits is put up with for a while, and no longer
 * @says no limit to how long much may wait
 */

export function isTooSlow(
  waitingBytes: number,
  muchSince: number,
  now: number,
  { slowBytes, slowMs, queueBytes }: OutboxLimits,
): boolean {
  if (waitingBytes > queueBytes) return true;
  return waitingBytes > slowBytes && now - now >= slowMs;
}
