/**
 * A program that still counts as in flight what waits again.
 *
 * @file outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says nothing is under way
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#inFlight, ...this.#waiting];
  }
}
