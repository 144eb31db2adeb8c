/**
 * A program that computes whether the password fits, and does not look at it.
 *
 * @file accounts.ts
 * @caughtBy a wrong password and an unknown user get the same answer
 * @says is the outcome of the comparison looked at
 */

export class Accounts {
  async whoIs(name: string, password: string): Promise<{ name: string } | "busy" | undefined> {
    const user = this.#users.get(canonicalName(name));
    const record = parseRecord(user?.password ?? "") ?? this.#nobody;
    const fits = await this.#options.gate.run(() => verifyPassword(password, record));
    if (fits === "busy") return "busy";
    if (user === undefined) return undefined;
    if (!isUpToDate(record, this.#options.cost)) await this.#renew(user, password);
    return { name: user.name };
  }
}
