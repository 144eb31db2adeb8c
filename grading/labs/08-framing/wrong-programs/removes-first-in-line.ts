/**
 * A program that takes the place of the first from the line when another leaves.
 *
 * @file waiting-line.ts
 * @caughtBy who leaves the line is passed over
 * @says gives up a place
 */

export class WaitingLine<Guest> {
  leave(place: Place<Guest>): void {
    place.settle(false);
    const at = this.#places.indexOf(place);
    if (at >= 0) this.#places.shift();
    this.#callFirst();
  }
}
