/**
 * A program that lets a session that is used live forever.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy a session that is used lasts, and ends all the same
 * @says an end that no use puts off
 */

export class SessionTokens {
  #hasEnded({ lastUseMs, endsAtMs }: Session): boolean {
    const now = this.#now();
    return now >= lastUseMs + this.#limits.idleMs;
  }
}
