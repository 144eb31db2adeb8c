/**
 * A program that remembers every id forever.
 *
 * @file history.ts
 * @caughtBy the server remembers the last 256 ids of a user, and no more
 * @says grows as long as the server runs
 */

export class DedupCache<Outcome> {
  once(user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get(canonicalName(user)) ?? new Map<string, Outcome>();
    const outcome = ids.get(id) ?? deed();
    this.#users.set(canonicalName(user), ids.set(id, outcome));
    return outcome;
  }
}
