/**
 * A program that gives the turn to who came last.
 *
 * @file wait-queue.ts
 * @caughtBy who comes second waits in line, and is told so
 * @says in the order in which they came
 */

export class WaitQueue<Client> {
  enter(client: Client): Place<Client> {
    const { promise: turn, resolve: settle } = Promise.withResolvers<boolean>();
    const place = { client, turn, settle };
    this.#places.splice(1, 0, place);
    this.#callFirst();
    return place;
  }
}
