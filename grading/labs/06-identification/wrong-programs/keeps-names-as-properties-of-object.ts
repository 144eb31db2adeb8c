/**
 * A program that keeps the names as properties of an object.
 *
 * @file name-book.ts
 * @caughtBy an odd name is kept whole
 * @says neither a separator, nor a key, nor code
 */

export class NameBook {
  nameOf(address: string): string | undefined {
    const table: Record<string, string> = {};
    for (const [known, name] of this.#names) table[name] = known;
    return Object.keys(table).find((name) => table[name] === address);
  }
}
