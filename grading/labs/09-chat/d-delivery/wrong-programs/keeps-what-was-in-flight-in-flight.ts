/**
 * A program that lets everything wait again, and still counts it as in flight.
 *
 * @file outgoing.ts
 * @caughtBy what waits keeps its order behind what was under way
 * @says still counts as under way
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#inFlight, ...this.#waiting];
  }
}
