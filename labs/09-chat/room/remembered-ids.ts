/**
 * Which messages of whom have been taken already. A client that has lost its connection does not know
 * whether its last messages came through, so it sends them again with the same ids; here one sees that
 * they are the same.
 */
import { keyOf } from "../../../shared/auth/name-key.ts";
import { REMEMBERED_IDS } from "../protocol/limits.ts";

/** What became of each message, by the id that its sender has given it: the last ids of each user. */
export class RememberedIds<Outcome> {
  /** By {@link keyOf} of the user; each in the order in which they came. */
  readonly #users = new Map<string, Map<string, Outcome>>();

  /** What became of it; undefined when there is no such message, or it is too long ago. */
  find(user: string, id: string): Outcome | undefined {
    return this.#users.get(keyOf(user))?.get(id);
  }

  /** Remembers an id that is new; the oldest of this user's is forgotten when there are too many. */
  remember(user: string, id: string, outcome: Outcome): void {
    const ids = this.#users.get(keyOf(user)) ?? new Map<string, Outcome>();
    this.#users.set(keyOf(user), ids);
    ids.set(id, outcome);
    const [oldest] = ids.keys();
    if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
  }

  /** It has come to nothing: the next time it is a new one. */
  forget(user: string, id: string): void {
    const ids = this.#users.get(keyOf(user));
    ids?.delete(id);
    if (ids?.size === 0) this.#users.delete(keyOf(user));
  }
}
