/**
 * A program that answers an unknown name without a hash.
 *
 * @file accounts.ts
 * @caughtBy every attempt costs a hash, whatever is wrong with it
 * @says Compute exactly one scrypt in every case
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    if (user === undefined) return "no-such-user";
    const record = parseRecord(user.password) ?? this.#nobody.recordFor(name);
    const fits = await this.#options.gate.run(
      () => this.#hasher.verify(password, record),
      canonicalName(name),
    );
    if (fits === "busy") return "busy";
    return fits ? user : "wrong-password";
  }
}
