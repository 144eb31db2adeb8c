/**
 * A program that takes any password.
 *
 * @file accounts/accounts.ts
 * @caughtBy bad names and passwords are refused, with a reason
 * @says 8 characters at least
 */

export class Accounts {
  async enter(entry: Entry, guest: Guest): Promise<EntryAnswer> {
    if (entry.type === "resume") return this.#resume(entry.token, guest);
    const isNew = entry.type === "register";
    // Name and password of an old user may be such as would not be taken today.
    const name = isNew ? parseMemberName(entry.name) : parseName(entry.name);
    if (!name.ok) return { type: "refused", reason: `bad name: ${name.reason}` };
    const password = valid(entry.password);
    if (!password.ok) return { type: "refused", reason: `bad password: ${password.reason}` };
    const guess = { address: guest.host, name: name.value, isNew };
    const waitMs = this.#options.guesses.begin(guess);
    if (waitMs > 0) return tooMany(waitMs, guest);
    const counted = { ...guess, password: password.value, era: this.#era, guest };
    return isNew ? await this.#register(counted) : await this.#logIn(counted);
  }
}
