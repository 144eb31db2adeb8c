/**
 * A program that tells names apart by their capital letters.
 *
 * @file users/clients-csv.ts
 * @caughtBy a name is taken in large and small letters, however they are put together
 * @says can pass for her
 */

export class ClientRows {
  indexOf(name: string): string {
    return createHmac("sha256", this.#indexKey)
      .update(canonicalName(name) === "" ? "" : name)
      .digest("base64url");
  }
}
