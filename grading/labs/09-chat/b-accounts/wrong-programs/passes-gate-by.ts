/**
 * A program that passes the gate by.
 *
 * @file accounts.ts
 * @caughtBy however many log in at once, hashes are limited and a wrong password lets nobody in
 * @says Verify every password through the gate
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const fits = await this.#hasher.verify(password, record);
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
