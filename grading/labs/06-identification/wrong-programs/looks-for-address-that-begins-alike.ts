/**
 * A program that looks for an address that begins alike.
 *
 * @file name-book.ts
 * @caughtBy another address is another client
 * @says Compare whole addresses
 */

export class NameBook {
  nameOf(address: string): string | undefined {
    for (const [known, name] of this.#names) if (address.startsWith(known)) return name;
    return undefined;
  }
}
