/**
 * A program that has a limit on silence in the place of a deadline.
 *
 * @file handle-connection.ts
 * @caughtBy a client has a deadline to log in
 * @says one byte now and then is no silence
 */

class ReadDeadline {
  leftMs(): number {
    if (this.isIn) return this.#limits.idleMs;
    return this.#limits.logInMs;
  }
}
