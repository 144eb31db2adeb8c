/**
 * A program that opens a new session at each return.
 *
 * @file accounts.ts
 * @caughtBy RESUME_SESSION gives the same token back, and makes no session last longer
 * @says it gives another one
 */

export class Accounts {
  #resume(token: string, { log }: LoginClient): LoginAnswer {
    const user = this.#options.sessions.userOf(token);
    if (user === undefined) return { type: "session-ended" };
    log.info("resumed", { user });
    return { type: "accepted", name: user, token: this.#options.sessions.open(user) };
  }
}
