/**
 * A program that writes new users when it stops.
 *
 * @file accounts.ts
 * @caughtBy an acknowledged registration survives kill -9
 * @says `registered` is a promise
 * @saysFirst What is acknowledged must be on disk
 */

export class Accounts {
  async close(): Promise<void> {
    await this.#file.replaceAll(this.list());
    await this.#file.close();
  }

  async #add(user: User): Promise<void> {
    // Taken at once, before the disk has it: between the question and the answer nobody else gets in.
    this.#users.set(canonicalName(user.name), user);
  }
}
