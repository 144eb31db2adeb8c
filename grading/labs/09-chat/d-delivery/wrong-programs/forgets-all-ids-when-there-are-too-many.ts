/**
 * A program that forgets all ids of a user when there are too many.
 *
 * @file history.ts
 * @caughtBy the server remembers the last 256 ids of a user, and no more
 * @says The ids that are forgotten are the oldest ones
 */

export class DedupCache<Outcome> {
  once(user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get(canonicalName(user)) ?? new Map<string, Outcome>();
    const earlier = ids.get(id);
    if (earlier !== undefined) return earlier;
    if (ids.size >= REMEMBERED_IDS) ids.clear();
    const outcome = deed();
    this.#users.set(canonicalName(user), ids.set(id, outcome));
    return outcome;
  }
}
