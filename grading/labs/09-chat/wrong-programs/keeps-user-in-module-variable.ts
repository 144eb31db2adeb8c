/**
 * A program that keeps the user who is logging in in a variable of the module.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy two clients that log in at the same time are not taken for each other
 * @says in a variable of the module
 */

let user: User | undefined;

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
