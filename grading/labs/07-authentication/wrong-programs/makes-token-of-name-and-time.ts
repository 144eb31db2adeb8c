/**
 * A program that makes a token of the name and the time.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy every log-in gets a token of its own
 * @says tries some thousand times
 */

export class SessionTokens {
  open(user: string): string {
    this.#forgetEnded();
    const token = digestOf(user + Date.now());
    const now = this.#now();
    const endsAtMs = now + this.#limits.sessionMaxMs;
    this.#sessions.set(digestOf(token), { user, lastUseMs: now, endsAtMs });
    return token;
  }
}
