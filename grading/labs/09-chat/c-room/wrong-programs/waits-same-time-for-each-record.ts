/**
 * A program that lets each record wait, burst or not.
 *
 * @file token-bucket.ts
 * @caughtBy as many records as the burst pass at once
 * @says A bucket is full when a member comes
 */

export class TokenBucket {
  take(): number {
    return 1_000 / this.#limits.perSecond;
  }
}
