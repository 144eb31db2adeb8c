/**
 * A program that lets a client that has left keep its turn.
 *
 * @file waiting-line.ts
 * @caughtBy the server says who comes, and who is gone
 * @says still count a client that has left
 */

export class WaitingLine<Guest> {
  leave(place: Place<Guest>): void {
    place.settle(false);
    const at = this.#places.indexOf(place);
    this.#callFirst();
  }
}
