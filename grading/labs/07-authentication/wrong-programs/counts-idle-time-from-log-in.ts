/**
 * A program that counts the idle time from the log-in.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy a session that is used lasts, and ends all the same
 * @says Each use begins the idle time anew
 */

export class SessionTokens {
  userOf(token: string): string | undefined {
    const digest = digestOf(token);
    const session = this.#sessions.get(digest);
    if (session === undefined) return undefined;
    if (this.#hasEnded(session)) {
      this.#sessions.delete(digest);
      return undefined;
    }

    return session.user;
  }
}
