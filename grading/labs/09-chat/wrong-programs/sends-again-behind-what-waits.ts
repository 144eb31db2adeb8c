/**
 * A program that sends again what was under way behind what was waiting.
 *
 * @file d-delivery/outgoing.ts
 * @caughtBy what waits keeps its order behind what was under way
 * @says put it in front again
 */

export class Outgoing {
  #requeue(): void {
    this.#waiting = [...this.#waiting, ...this.#inFlight];
    this.#inFlight = [];
  }
}
