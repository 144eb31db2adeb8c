/**
 * A program that does not wait for what the verification says.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy a wrong password and an unknown name get the same answer
 * @says A wrong password lets somebody in
 */

export class Accounts {
  async #lookUp(name: string, password: string): Promise<Found> {
    const user = this.#store.find(name);
    const record = parseRecord(user?.password ?? "") ?? this.#nobody.recordFor(name);
    const verify = () => this.#hasher.verify(password, record);
    const fits: unknown = this.#options.gate.run(verify, canonicalName(name));
    if (fits === "busy") return "busy";
    if (user === undefined) return "no-such-user";
    return fits ? user : "wrong-password";
  }
}
