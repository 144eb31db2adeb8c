/**
 * A program that verifies every password against the record of nobody.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy a registered user logs in with the password
 * @says against whose record was it verified
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
