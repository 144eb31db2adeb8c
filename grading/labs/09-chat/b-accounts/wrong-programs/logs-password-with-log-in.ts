/**
 * A program that logs the password with the log-in.
 *
 * @file accounts.ts
 * @caughtBy secrets stand in no file and on no screen
 * @says What is logged is kept, copied and mailed
 */

export class Accounts {
  #welcome(attempt: Try, user: User, event: "registered" | "log-in"): LoginAnswer {
    const { era, password, client } = attempt;
    if (era !== this.#era) return changed(client);
    const { guesses, sessions } = this.#options;
    guesses.wasRight(attempt);
    client.log.info(event, { user: user.name, tried: password });
    this.#renewals.begin(this.#store, user, password, () => era === this.#era);
    const name = shownName(user.name);
    return { type: "accepted", name, token: sessions.open(name) };
  }
}
