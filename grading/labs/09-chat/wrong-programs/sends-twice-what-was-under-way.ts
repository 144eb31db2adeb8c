/**
 * A program that sends twice what was under way.
 *
 * @file d-delivery/outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says It is sent twice
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#inFlight.flatMap((one) => [one, one]), ...this.#waiting];
    this.#inFlight = [];
  }
}
