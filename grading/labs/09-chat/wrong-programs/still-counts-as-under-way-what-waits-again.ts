/**
 * A program that still counts as under way what waits again.
 *
 * @file d-delivery/outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says nothing is under way
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#inFlight, ...this.#waiting];
  }
}
