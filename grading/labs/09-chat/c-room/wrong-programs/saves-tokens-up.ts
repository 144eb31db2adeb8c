/**
 * A program that saves tokens up without an end.
 *
 * @file token-bucket.ts
 * @caughtBy tokens come back with time, and never more than the burst
 * @says a bucket holds no more than the burst
 */

export class TokenBucket {
  take(): number {
    const { perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = this.#tokens + comeBack - 1;
    this.#countedAt = now;
    return Math.max(0, (-this.#tokens * 1_000) / perSecond);
  }
}
