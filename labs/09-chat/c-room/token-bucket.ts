/**
 * How fast a member is read. It has tokens, a few at first; each record costs one, and they come back
 * at a steady pace (a "token bucket"). Who has none left waits: it is not read on, its records stay in
 * the network, and TCP slows the sender down. Nothing is lost, and the others notice nothing.
 *
 *     5 at once           then 2 a second
 *     ▮▮▮▮▮               ▮    ▮    ▮    ▮
 */

export interface RateLimits {
  /** How many may come at once. */
  burst: number;
  /** How many come back in a second. */
  perSecond: number;
}

export class TokenBucket {
  readonly #limits: RateLimits;
  readonly #now: () => number;
  /** Below 0 when some have been taken ahead of their time. */
  #tokens: number;
  #countedAt: number;

  /** @param now a clock that never goes back, in milliseconds */
  constructor(limits: RateLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#tokens = limits.burst;
    this.#countedAt = now();
  }

  /** Takes a token. Returns how long to wait until it is there, in milliseconds; mostly 0. */
  take(): number {
    const { burst, perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + comeBack) - 1;
    this.#countedAt = now;
    return Math.max(0, (-this.#tokens * 1_000) / perSecond);
  }
}
