/**
 * Every attempt is counted twice: for the account that it is at, and for the address that it comes
 * from. One address that tries many names is slowed down by the second count, many addresses that try
 * one name by the first.
 */

import { count, milliseconds } from "../config/number-settings.ts";
import { rateLimitKey } from "../net/rate-limit-key.ts";
import { canonicalName } from "./canonical-name.ts";
import { Throttle } from "./throttle.ts";

/** What a person can set of it. */
export const attemptSettings = {
  accountAttempts: count("free attempts at one account", "5"),
  addressAttempts: count("free attempts from one address", "20"),
  firstDelayMs: milliseconds("the first wait after too many attempts, in ms", "1000"),
  maxDelayMs: milliseconds("the longest such wait, in ms", "300000"),
};

export interface AttemptLimits {
  /** How many attempts at an account are free, and how many from an address, where many may live. */
  accountAttempts: number;
  addressAttempts: number;
  firstDelayMs: number;
  maxDelayMs: number;
}

/** Who tries what. */
export interface Attempt {
  address: string;
  /** Whether there is such an account makes no difference, or the difference would tell. */
  name: string;
}

export class Attempts {
  readonly #accounts: Throttle;
  readonly #addresses: Throttle;

  constructor({ accountAttempts, addressAttempts, firstDelayMs, maxDelayMs }: AttemptLimits) {
    const waits = { firstMs: firstDelayMs, maxMs: maxDelayMs };
    this.#accounts = new Throttle({ ...waits, free: accountAttempts });
    this.#addresses = new Throttle({ ...waits, free: addressAttempts });
  }

  /**
   * Asks for leave to try. Returns 0, and the attempt is counted as a wrong one; or how long to wait
   * before the next is looked at, in milliseconds.
   */
  begin({ address, name }: Attempt): number {
    const waitMs = Math.max(
      this.#accounts.waitFor(canonicalName(name)),
      this.#addresses.waitFor(rateLimitKey(address)),
    );
    if (waitMs > 0) return waitMs;
    this.#accounts.count(canonicalName(name));
    this.#addresses.count(rateLimitKey(address));
    return 0;
  }

  /**
   * It was right. The account starts anew; the address has only this one attempt taken back, or a log-in
   * with an account of one's own would buy a new row of guesses at others.
   */
  wasRight({ address, name }: Attempt): void {
    this.#accounts.clear(canonicalName(name));
    this.#addresses.forgive(rateLimitKey(address));
  }

  /** It was not even looked at. */
  wasNotMade({ address, name }: Attempt): void {
    this.#accounts.forgive(canonicalName(name));
    this.#addresses.forgive(rateLimitKey(address));
  }
}
