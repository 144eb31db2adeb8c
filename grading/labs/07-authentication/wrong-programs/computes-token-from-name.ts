/**
 * A program that computes the token from the name.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy every log-in gets a token of its own
 * @says it is the sha256 of the name
 */

export class SessionTokens {
  open(user: string): string {
    this.#forgetEnded();
    const token = digestOf(user);
    const now = this.#now();
    const endsAtMs = now + this.#limits.sessionMaxMs;
    this.#sessions.set(digestOf(token), { user, lastUseMs: now, endsAtMs });
    return token;
  }
}
