/**
 * A program that takes the place of the first from the line when another leaves.
 *
 * @file wait-queue.ts
 * @caughtBy who leaves the line is passed over
 * @says gives up a place
 */

export class WaitQueue<Client> {
  leave(place: Place<Client>): void {
    place.settle(false);
    const at = this.#places.indexOf(place);
    if (at >= 0) this.#places.shift();
    this.#callFirst();
  }
}
