/**
 * A program that gives no token back.
 *
 * @file token-bucket.ts
 * @caughtBy tokens come back with time, and never more than the burst
 * @says add them before you take one
 */

export class TokenBucket {
  take(): number {
    const { perSecond } = this.#limits;
    this.#tokens -= 1;
    return Math.max(0, (-this.#tokens * 1_000) / perSecond);
  }
}
