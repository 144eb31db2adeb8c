/**
 * A program that computes no hash for an unknown user.
 *
 * @file accounts.ts
 * @caughtBy an unknown user costs a hash too
 * @says with a record of nobody
 */

export class Accounts {
  async whoIs(name: string, password: string): Promise<{ name: string } | "busy" | undefined> {
    const user = this.#users.get(canonicalName(name));
    if (user === undefined) return undefined;
    const record = parseRecord(user?.password ?? "") ?? this.#nobody;
    const fits = await this.#options.gate.run(() => verifyPassword(password, record));
    if (fits === "busy") return "busy";
    if (user === undefined || !fits) return undefined;
    if (!isUpToDate(record, this.#options.cost)) await this.#renew(user, password);
    return { name: user.name };
  }
}
