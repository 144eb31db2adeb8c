/**
 * A program that says a message again that was sent again.
 *
 * @file d-delivery/history.ts
 * @caughtBy a message that comes again is acknowledged again, and not said again
 * @says Remember the last 256 ids of each user
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
