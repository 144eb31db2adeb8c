/**
 * A program that does the deed again for an id that it knows.
 *
 * @file history.ts
 * @caughtBy a private message that comes again is acknowledged again, and not told again
 * @says do not do the deed again
 */

export class DedupCache<Outcome> {
  once(user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get(canonicalName(user)) ?? new Map<string, Outcome>();
    const outcome = deed();
    this.#users.set(canonicalName(user), ids.set(id, outcome));
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
    return outcome;
  }
}
