/**
 * A program that never ends an idle session.
 *
 * @file shared/auth/session-tokens.ts
 * @caughtBy a session that is not used ends
 * @says note each use, and look at the last one
 */

export class SessionTokens {
  #hasEnded({ lastUseMs, endsAtMs }: Session): boolean {
    const now = this.#now();
    return now >= endsAtMs;
  }
}
