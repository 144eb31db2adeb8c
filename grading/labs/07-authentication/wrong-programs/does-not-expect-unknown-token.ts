/**
 * A program that does not expect an unknown token.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy without a good token nothing is served
 * @says after each restart every client has one
 */

export class SessionTokens {
  userOf(token: string): string | undefined {
    const digest = digestOf(token);
    const session = this.#sessions.get(digest);
    if (session === undefined) throw new Error("no such session");
    if (this.#hasEnded(session)) {
      this.#sessions.delete(digest);
      return undefined;
    }
    session.lastUseMs = this.#now();
    return session.user;
  }
}
