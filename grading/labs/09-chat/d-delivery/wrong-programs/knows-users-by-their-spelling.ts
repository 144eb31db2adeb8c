/**
 * A program that takes two spellings of a name for two users.
 *
 * @file history.ts
 * @caughtBy the server knows a user's ids however the name is written
 * @says was said again…A user is known by `canonicalName`
 */

export class DedupCache<Outcome> {
  once(user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get(user) ?? new Map<string, Outcome>();
    const earlier = ids.get(id);
    if (earlier !== undefined) return earlier;
    const outcome = deed();
    this.#users.set(user, ids.set(id, outcome));
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
    return outcome;
  }
}
