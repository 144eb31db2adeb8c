/**
 * A program that does not count by address.
 *
 * @file shared/auth/attempts.ts
 * @caughtBy one address that tries many names has to wait
 * @says Count by address as well
 */

export class Attempts {
  begin({ address, name }: Attempt): number {
    const waitMs = Math.max(this.#accounts.waitFor(canonicalName(name)));
    if (waitMs > 0) return waitMs;
    this.#accounts.count(canonicalName(name));
    this.#addresses.count(rateLimitKey(address));
    return 0;
  }
}
