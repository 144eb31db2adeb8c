/**
 * A program that lets a client that has left keep its turn.
 *
 * @file wait-queue.ts
 * @caughtBy the server says who comes, and who is gone
 * @says still count a client that has left
 */

export class WaitQueue<Client> {
  leave(place: Place<Client>): void {
    place.settle(false);
    const at = this.#places.indexOf(place);
    this.#callFirst();
  }
}
