/**
 * A program that leaves a wrapped record as it is.
 *
 * @file accounts.ts
 * @caughtBy an old record is replaced at the log-in
 * @says should have the form $scrypt$ln=10
 */

export class Accounts {
  async whoIs(name: string, password: string): Promise<{ name: string } | "busy" | undefined> {
    const user = this.#users.get(canonicalName(name));
    const record = parseRecord(user?.password ?? "") ?? this.#nobody;
    const fits = await this.#options.gate.run(() => verifyPassword(password, record));
    if (fits === "busy") return "busy";
    if (user === undefined || !fits) return undefined;

    return { name: user.name };
  }
}
