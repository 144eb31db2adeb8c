/**
 * A program that counts the time since the beginning again at each record.
 *
 * @file token-bucket.ts
 * @caughtBy tokens come back with time, and never more than the burst
 * @says a bucket holds no more than the burst
 */

export class TokenBucket {
  take(): number {
    const { burst, perSecond } = this.#limits;
    const comeBack = ((this.#now() - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + comeBack) - 1;
    return Math.max(0, (-this.#tokens * 1_000) / perSecond);
  }
}
