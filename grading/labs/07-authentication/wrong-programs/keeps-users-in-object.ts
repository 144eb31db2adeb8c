/**
 * A program that keeps users in an object.
 *
 * @file accounts.ts
 * @caughtBy __proto__ is a name like any other
 * @says Keep users in a Map
 */

export class Accounts {
  has(name: string): boolean {
    return canonicalName(name) in Object.fromEntries(this.#users);
  }
}
