/**
 * A program that sends again in another order what was under way.
 *
 * @file d-delivery/outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says in another order than it was said
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#inFlight.toReversed(), ...this.#waiting];
    this.#inFlight = [];
  }
}
