/**
 * A program that sends again behind what waits what was in flight.
 *
 * @file outgoing.ts
 * @caughtBy what waits keeps its order behind what was under way
 * @says "message 0", sent again after the lost connection, should come…put it in front again
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting.push(...this.#inFlight);
    this.#inFlight = [];
  }
}
