/**
 * Guessing of passwords made slow, and nobody kept out by it. A wait is for an account and an address
 * together: somebody who guesses at ada's password from elsewhere makes himself wait, and not ada.
 *
 *     wrong log-ins counted by …          free      then the waits of shared/auth/throttle.ts
 *     an account and an address           5
 *     an account, from everywhere         50        who guesses from many addresses
 *     an address, at all accounts         20        who guesses at many names
 *
 * The last two do not count for an address from which the user has logged in before: there the wait
 * never grows beyond the first, so the owner gets through whatever others do. To register is counted by
 * itself. This is more lenient than lab 07, where the account alone counts.
 */
import type { Attempt, AttemptLimits } from "../../../shared/auth/attempts.ts";
import { canonicalName } from "../../../shared/auth/canonical-name.ts";
import { Throttle } from "../../../shared/auth/throttle.ts";
import { rateLimitKey } from "../../../shared/net/rate-limit-key.ts";

/** So many times as many wrong log-ins are free at one account when they come from many addresses. */
const EVERYWHERE_FACTOR = 10;

/** So many pairs of an account and an address are remembered as good. */
const MAX_FAMILIAR = 10_000;

/** Who tries what. */
export interface Guess extends Attempt {
  /** To register a name. */
  isNew: boolean;
}

/** A throttle, and the key under which it counts the guess. */
type Counter = readonly [throttle: Throttle, key: string];

export class Guesses {
  readonly #strangers: Throttle;
  readonly #familiar: Throttle;
  readonly #accounts: Throttle;
  readonly #addresses: Throttle;
  readonly #registrations: Throttle;
  /** Pairs of an account and an address from which it was logged in to, the oldest first. */
  readonly #known = new Set<string>();

  /** @param now a clock that never goes back, in milliseconds */
  constructor(
    { accountAttempts, addressAttempts, firstDelayMs, maxDelayMs }: AttemptLimits,
    now?: () => number,
  ) {
    const waits = { firstMs: firstDelayMs, maxMs: maxDelayMs };
    const free = accountAttempts;
    this.#strangers = new Throttle({ ...waits, free }, now);
    this.#familiar = new Throttle({ free, firstMs: firstDelayMs, maxMs: firstDelayMs }, now);
    this.#accounts = new Throttle({ ...waits, free: EVERYWHERE_FACTOR * free }, now);
    this.#addresses = new Throttle({ ...waits, free: addressAttempts }, now);
    this.#registrations = new Throttle({ ...waits, free: addressAttempts }, now);
  }

  /**
   * Asks for leave to try. Returns 0, and the guess is counted as a wrong one; or how long to wait before the
   * next is looked at, in milliseconds.
   */
  begin(guess: Guess): number {
    const counters = this.#countersOf(guess);
    const waitMs = Math.max(...counters.map(([throttle, key]) => throttle.waitFor(key)));
    if (waitMs > 0) return waitMs;
    for (const [throttle, key] of counters) throttle.count(key);
    return 0;
  }

  /**
   * It was right. The account starts anew; the address has only this one guess taken back, or a log-in with
   * an account of one's own would buy a new row of guesses at others.
   */
  wasRight(guess: Guess): void {
    this.wasNotMade(guess);
    const pair = pairOf(guess);
    for (const throttle of [this.#strangers, this.#familiar]) throttle.clear(pair);
    this.#accounts.clear(canonicalName(guess.name));
    this.#known.delete(pair); // so that it is added at the end of the order
    this.#known.add(pair);
    const [oldest] = this.#known;
    if (this.#known.size > MAX_FAMILIAR && oldest !== undefined) this.#known.delete(oldest);
  }

  /** It was not even looked at. */
  wasNotMade(guess: Guess): void {
    for (const [throttle, key] of this.#countersOf(guess)) throttle.forgive(key);
  }

  #countersOf(guess: Guess): Counter[] {
    const network = rateLimitKey(guess.address);
    if (guess.isNew) return [[this.#registrations, network]];
    const pair = pairOf(guess);
    if (this.#known.has(pair)) return [[this.#familiar, pair]];
    return [
      [this.#strangers, pair],
      [this.#accounts, canonicalName(guess.name)],
      [this.#addresses, network],
    ];
  }
}

/** No address holds a blank. */
function pairOf({ address, name }: Attempt): string {
  return `${rateLimitKey(address)} ${canonicalName(name)}`;
}
