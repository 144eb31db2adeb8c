/**
 * Guessing on line made slow. Some attempts are free, because people mistype. After them each wrong
 * one doubles the time until the next is looked at, up to some minutes; never for ever, or anybody
 * could lock anybody out.
 *
 *     free free free free free │ 1 s │ 2 s │ 4 s │ … │ 5 min │ 5 min │ …
 *
 * The attempts are counted here and not in the connection: who reconnects finds the same count. The
 * keys are what is guessed at and who guesses: an account's name, whether there is such an account
 * or not, and an address.
 */

export interface ThrottleLimits {
  /** So many attempts in a row are free. */
  free: number;
  /** How long the first wait lasts, in milliseconds. */
  firstMs: number;
  /** The longest wait, in milliseconds. */
  maxMs: number;
}

/** What is known of one key. */
interface Attempts {
  count: number;
  /** Until then nothing is looked at; on the throttle's clock. */
  waitsUntil: number;
  /** From then on the key is as good as new. */
  forgetAt: number;
}

/** A key that made no attempt for so long after its wait is forgotten: an hour, in milliseconds. */
const FORGET_MS = 3_600_000;

/** So many keys are remembered: names are invented faster than they are forgotten. */
const MAX_KEYS = 10_000;

export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #now: () => number;
  /** In the order of their last attempts, the oldest first. */
  readonly #attempts = new Map<string, Attempts>();

  /** @param now a clock that never goes back, in milliseconds */
  constructor(limits: ThrottleLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How long nothing more is looked at for this key, in milliseconds; 0 when the next attempt may come. */
  waitFor(key: string): number {
    return Math.max(0, (this.#known(key)?.waitsUntil ?? 0) - this.#now());
  }

  /**
   * Counts an attempt. Count it before it is known whether it is right: of a thousand that come at
   * once, all would find the way open otherwise.
   */
  count(key: string): void {
    const count = (this.#known(key)?.count ?? 0) + 1;
    const waits = count - this.#limits.free + 1;
    const waitMs = waits < 1 ? 0 : delayAfter(waits, this.#limits);
    this.#attempts.delete(key); // so that it is set at the end of the order
    const waitsUntil = this.#now() + waitMs;
    this.#attempts.set(key, { count, waitsUntil, forgetAt: waitsUntil + FORGET_MS });
    this.#forgetSome();
  }

  /** Takes the last attempt back: it was right. The others that were counted stay, and are not forgotten sooner. */
  forgive(key: string): void {
    const known = this.#known(key);
    if (known === undefined) return;
    known.count -= 1;
    known.waitsUntil = 0;
  }

  /** Forgets all attempts: whoever knows the password is the owner, and may start anew. */
  clear(key: string): void {
    this.#attempts.delete(key);
  }

  #known(key: string): Attempts | undefined {
    const known = this.#attempts.get(key);
    return known !== undefined && this.#now() < known.forgetAt ? known : undefined;
  }

  #forgetSome(): void {
    for (const [key, { forgetAt }] of this.#attempts) {
      if (this.#now() < forgetAt && this.#attempts.size <= MAX_KEYS) return;
      this.#attempts.delete(key);
    }
  }
}

/**
 * How long the next attempt has to wait, in milliseconds, when so many in a row had to: the first
 * wait, then twice as long each time, up to the longest.
 *
 * @param waits 1 for the first
 *
 * @exercise 07.5 Return `firstMs` for the first wait, twice as much for each further one, and never more than `maxMs`.
 */
export function delayAfter(waits: number, { firstMs, maxMs }: ThrottleLimits): number {
  return Math.min(firstMs * 2 ** (waits - 1), maxMs);
}
