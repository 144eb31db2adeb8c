/**
 * @file shared/auth/attempts.ts
 */

export class Attempts {
  begin({ address, name }: Attempt): number {
    const waitMs = Math.max(
      this.#accounts.waitFor(keyOf(name)),
      this.#addresses.waitFor(networkOf(address)),
    );
    if (waitMs > 0) return waitMs;
    return 0;
  }

  wasWrong({ address, name }: Attempt): void {
    this.#accounts.count(keyOf(name));
    this.#addresses.count(networkOf(address));
  }
}
