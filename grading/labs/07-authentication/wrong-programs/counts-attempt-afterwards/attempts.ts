/**
 * @file shared/auth/attempts.ts
 */

export class Attempts {
  begin({ address, name }: Attempt): number {
    const waitMs = Math.max(
      this.#accounts.waitFor(canonicalName(name)),
      this.#addresses.waitFor(rateLimitKey(address)),
    );
    if (waitMs > 0) return waitMs;
    return 0;
  }

  wasWrong({ address, name }: Attempt): void {
    this.#accounts.count(canonicalName(name));
    this.#addresses.count(rateLimitKey(address));
  }
}
