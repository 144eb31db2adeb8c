/**
 * A program that knows the ids of all users together.
 *
 * @file history.ts
 * @caughtBy a private message that comes again is acknowledged again, and not told again
 * @says bob's is another message
 */

export class DedupCache<Outcome> {
  once(_user: string, id: string, deed: () => Outcome): Outcome {
    const ids = this.#users.get("") ?? new Map<string, Outcome>();
    const earlier = ids.get(id);
    if (earlier !== undefined) return earlier;
    const outcome = deed();
    this.#users.set("", ids.set(id, outcome));
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
    return outcome;
  }
}
