/**
 * A program that returns seconds in place of milliseconds.
 *
 * @file token-bucket.ts
 * @caughtBy who says too much is read more slowly, and loses nothing
 * @says Read it no further until it is its turn
 */

export class TokenBucket {
  take(): number {
    const { burst, perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + comeBack) - 1;
    this.#countedAt = now;
    return Math.max(0, -this.#tokens / perSecond);
  }
}
