/**
 * A program that does not wait for the disk while it is busy.
 *
 * @file name-book.ts
 * @caughtBy kill -9 loses no name that was greeted
 * @says before the name was in the file
 */

export class NameBook {
  async #store(address: string, name: string): Promise<string> {
    this.#looks.add(name);
    if (this.#storing.size === 0) await this.#file.append({ address, name });
    else setTimeout(() => this.#file.append({ address, name }), 200);
    this.#names.set(address, name);
    return name;
  }
}
