/**
 * A program that lets anybody guess as often as he likes.
 *
 * @file accounts.ts
 * @caughtBy too many wrong passwords make everybody wait, before any hash
 * @says Without a limit a program tries all the words
 */

export class Accounts {
  async enter(entry: LoginRequest, client: LoginClient): Promise<LoginAnswer> {
    if (entry.type === "resume") return this.#resume(entry.token, client);
    const isNew = entry.type === "register";
    // Name and password of an old user may be such as would not be taken today.
    const name = isNew ? parseMemberName(entry.name) : parseName(entry.name);
    if (!name.ok) return { type: "refused", reason: `bad name: ${name.reason}` };
    const password = isNew ? parsePassword(entry.password) : valid(entry.password);
    if (!password.ok) return { type: "refused", reason: `bad password: ${password.reason}` };
    const guess = { address: client.host, name: name.value, isNew };
    const waitMs = this.#options.guesses.begin(guess);
    const counted = { ...guess, password: password.value, era: this.#era, client };
    return isNew ? await this.#register(counted) : await this.#logIn(counted);
  }
}
