/**
 * A program that tells a stranger that there is no such user.
 *
 * @file b-accounts/accounts.ts
 * @caughtBy a wrong password and an unknown name get the same answer
 * @says tells a stranger which names exist
 */

export class Accounts {
  async #logIn(attempt: Try): Promise<LoginAnswer> {
    const { name, password, client } = attempt;
    const found = await this.#lookUp(name, password);
    if (found === "busy") return this.#busy(attempt);
    if (typeof found === "string") {
      // Of an unknown name nothing is noted: now and then somebody types the password there.
      const user = found === "wrong-password" ? name : undefined;
      client.log.warn("log-in-refused", { why: found, user });
      return found === "wrong-password"
        ? { type: "wrong" }
        : { type: "refused", reason: "no such user" };
    }
    return this.#welcome(attempt, found, "log-in");
  }
}
