/**
 * A program that counts the tokens of all members together.
 *
 * @file token-bucket.ts
 * @caughtBy one member's haste does not slow another
 * @says Give each connection a bucket of its own
 */

/** Of all members; undefined until somebody takes one. */
let tokens: number | undefined;

export class TokenBucket {
  take(): number {
    const { burst, perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    tokens = Math.min(burst, (tokens ?? burst) + comeBack) - 1;
    this.#countedAt = now;
    return Math.max(0, (-tokens * 1_000) / perSecond);
  }
}
