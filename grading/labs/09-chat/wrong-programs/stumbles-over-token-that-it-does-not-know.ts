/**
 * A program that stumbles over a token that it does not know.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy a token stands for the password, as long as it is good
 * @says An unknown token is the most usual thing
 */

export class Accounts {
  #resume(token: string, { log }: LoginClient): LoginAnswer {
    const user = this.#options.sessions.userOf(token);
    if (user === undefined) throw new Error("no such token");
    log.info("resumed", { user });
    return { type: "accepted", name: user, token };
  }
}
