/**
 * A program that computes no hash for an unknown name.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy every attempt costs a hash, whatever is wrong with it
 * @says Compute exactly one scrypt in every case
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    if (user === undefined) return "no-such-user";
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
