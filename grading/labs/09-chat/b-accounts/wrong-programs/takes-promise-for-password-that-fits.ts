/**
 * A program that takes a promise for a password that fits.
 *
 * @file accounts.ts
 * @caughtBy a wrong password and an unknown name get the same answer
 * @says A wrong password lets somebody in
 * @typeError TS2801
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const fits = this.#options.gate.run(
      () => this.#hasher.verify(password, record),
      canonicalName(name),
    );
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
