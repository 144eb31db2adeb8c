/**
 * A program that takes "busy" for a password that fits.
 *
 * @file accounts.ts
 * @caughtBy however many log in at once, hashes are limited and a wrong password lets nobody in
 * @says that text counts as true
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits = await this.#options.gate.run(verify, canonicalName(name));
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
