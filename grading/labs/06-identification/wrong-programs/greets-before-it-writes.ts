/**
 * A program that greets first, and writes the file some time later.
 *
 * @file name-book.ts
 * @caughtBy a name that was greeted is in the file
 * @says before the name was in the file
 */

export class NameBook {
  async #store(address: string, name: string): Promise<string> {
    this.#looks.add(name);
    setTimeout(() => this.#file.append({ address, name }), 1_000);
    this.#names.set(address, name);
    return name;
  }
}
