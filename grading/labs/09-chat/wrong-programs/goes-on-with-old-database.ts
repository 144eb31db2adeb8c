/**
 * A program that says that it has changed the database, and goes on with the old one.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy the operator changes the user database while people chat
 * @says The server still knows the users of the database that it has left
 */

export class Accounts {
  async use(store: UserStore): Promise<void> {
    const old = this.#store;
    this.#endAll();
    this.#looks = looksIn(store);
    this.#nobody = nobodyIn(store, this.#options.cost);
    await this.#renewals.done();
    await old.close();
  }
}
