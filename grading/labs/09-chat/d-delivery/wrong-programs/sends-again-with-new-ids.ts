/**
 * A program that sends again with new ids what was in flight.
 *
 * @file outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says with another one it is said twice
 */

export class Outgoing {
  #requeue(): void {
    const again = this.#inFlight.map((one) => ({
      ...one,
      request: { ...one.request, id: newId() },
    }));
    this.#waiting = [...again, ...this.#waiting];
    this.#inFlight = [];
  }
}
