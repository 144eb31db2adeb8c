/**
 * A program that has one token bucket for all members.
 *
 * @file c-room/token-bucket.ts
 * @caughtBy one member's haste does not slow another
 * @says Give each connection a bucket of its own
 */

let bucket: TokenBucket | undefined;

export function paceOf(limits: RateLimits): () => number {
  if (limits.perSecond >= UNLIMITED_PER_SECOND) return () => 0;
  bucket ??= new TokenBucket(limits);
  const shared = bucket;
  return () => shared.take();
}
