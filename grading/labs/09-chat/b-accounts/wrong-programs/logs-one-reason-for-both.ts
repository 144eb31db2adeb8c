/**
 * A program that logs one reason for both.
 *
 * @file accounts.ts
 * @caughtBy the log keeps apart what the answer does not
 * @says The operator may know what a stranger may not
 */

export class Accounts {
  async #logIn(attempt: Try): Promise<LoginAnswer> {
    const { name, password, client } = attempt;
    const found = await this.#lookUp(name, password);
    if (found === "busy") return this.#busy(attempt);
    if (typeof found === "string") {
      // Of an unknown name nothing is noted: now and then somebody types the password there.
      const user = found === "wrong-password" ? name : undefined;
      client.log.warn("log-in-refused", { why: "wrong", user });
      return { type: "wrong" };
    }
    return this.#welcome(attempt, found, "log-in");
  }
}
