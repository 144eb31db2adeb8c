/**
 * A program that waits between the look and the entry.
 *
 * @file name-book.ts
 * @caughtBy one address has one name
 * @says Between the look whether the address is known and the entry of its name
 */

export class NameBook {
  async remember(address: string, name: string): Promise<string> {
    const earlier = this.#names.get(address);
    if (earlier !== undefined) return earlier;
    const storing = this.#store(address, name);
    this.#storing.set(address, storing);
    try {
      return await storing;
    } finally {
      this.#storing.delete(address);
    }
  }
}
