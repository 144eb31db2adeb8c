/**
 * A program that stores the password as it was typed.
 *
 * @file accounts.ts
 * @caughtBy a password is kept as scrypt with a salt
 * @says The password itself stands in the file
 */

export class Accounts {
  async register(name: string, password: string): Promise<"registered" | "taken" | "busy"> {
    if (this.has(name) || this.#looks.isLikeAnother(name)) return "taken";
    const { gate, cost } = this.#options;
    const record = await gate.run(() => hashPassword(password, cost));
    if (record === "busy") return "busy";
    // Asked again: while the hash was computed, another client may have taken the name.
    if (!this.#looks.take(name)) return "taken";
    await this.#add({ name, password });
    return "registered";
  }
}
