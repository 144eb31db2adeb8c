/**
 * A program that hashes only when there is a record.
 *
 * @file accounts.ts
 * @caughtBy every attempt costs a hash, whatever is wrong with it
 * @says Compute exactly one scrypt in every case
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = user && parseRecord(user.password);
    const verify = async () =>
      record !== undefined && (await this.#hasher.verify(password, record));
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
