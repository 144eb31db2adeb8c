/**
 * A program that lets the first records wait as well.
 *
 * @file token-bucket.ts
 * @caughtBy as many records as the burst pass at once
 * @says A bucket is full when a member comes
 */

export class TokenBucket {
  take(): number {
    const { burst, perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + comeBack) - 1;
    this.#countedAt = now;
    return Math.max(0, ((burst - this.#tokens) * 1_000) / perSecond);
  }
}
