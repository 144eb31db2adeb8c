/**
 * How fast a member is read. It has tokens, a few at first; each record costs one, and they come back
 * at a steady pace (a "token bucket"). A member without a token is not read on: its records wait in the
 * network, and TCP slows the sender down. Nothing is lost, and the others notice nothing.
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

/** From this rate on there is no limit: no timer waits for less than a millisecond. */
const UNLIMITED_PER_SECOND = 1_000;

/** Counts one member's records: called for each of them, returns how long it has to wait, in milliseconds. */
export function paceOf(limits: RateLimits): () => number {
  if (limits.perSecond >= UNLIMITED_PER_SECOND) return () => 0;
  const bucket = new TokenBucket(limits);
  return () => bucket.take();
}

export class TokenBucket {
  readonly #limits: RateLimits;
  readonly #now: () => number;
  /** Below 0 when some have been taken ahead of their time. */
  #tokens: number;
  /** When they were counted last, in milliseconds. */
  #countedAt: number;

  /** @param now a clock that never goes back, in milliseconds */
  constructor(limits: RateLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#tokens = limits.burst;
    this.#countedAt = now();
  }

  /**
   * Takes a token. Returns how long to wait until it is there, in milliseconds; mostly 0.
   *
   * @exercise 09c.3 Add the tokens that have come back since they were counted last, but keep no more than `burst`; take one; return how long it takes until `#tokens` is 0 again.
   */
  take(): number {
    const { burst, perSecond } = this.#limits;
    const now = this.#now();
    const comeBack = ((now - this.#countedAt) * perSecond) / 1_000;
    this.#tokens = Math.min(burst, this.#tokens + comeBack) - 1;
    this.#countedAt = now;
    return Math.max(0, (-this.#tokens * 1_000) / perSecond);
  }
}
