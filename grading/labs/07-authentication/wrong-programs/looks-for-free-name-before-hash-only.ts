/**
 * A program that looks whether a name is free only before the hash.
 *
 * @file accounts.ts
 * @caughtBy of those who want one name at once, one gets it
 * @says ask again after every await
 */

export class Accounts {
  async register(name: string, password: string): Promise<"registered" | "taken" | "busy"> {
    if (this.has(name) || this.#looks.isLikeAnother(name)) return "taken";
    const { gate, cost } = this.#options;
    const record = await gate.run(() => hashPassword(password, cost));
    if (record === "busy") return "busy";
    // Asked again: while the hash was computed, another client may have taken the name.
    this.#looks.take(name);
    await this.#add({ name, password: formatRecord(record) });
    return "registered";
  }
}
