/**
 * A line of clients: the first one has its turn, the others wait in the order in which they came.
 *
 *     enter A   enter B   enter C   leave A   leave C
 *     [A]       [A] B     [A] B C   [B] C     [B]
 */

/** A place in line. */
export interface Place<Client> {
  client: Client;
  /** Settles with true when the client has its turn, and with false when it will never have one. */
  turn: Promise<boolean>;
  settle(hasTurn: boolean): void;
}

export class WaitQueue<Client> {
  readonly #places: Place<Client>[] = [];
  #isOpen = true;

  /** Whose turn it is. */
  get first(): Client | undefined {
    return this.#places[0]?.client;
  }

  /** Takes the last place, which may be the first one too. */
  enter(client: Client): Place<Client> {
    const { promise: turn, resolve: settle } = Promise.withResolvers<boolean>();
    const place = { client, turn, settle };
    this.#places.push(place);
    this.#callFirst();
    return place;
  }

  /** Gives a place up, with or without having had the turn. */
  leave(place: Place<Client>): void {
    place.settle(false);
    const at = this.#places.indexOf(place);
    if (at >= 0) this.#places.splice(at, 1);
    this.#callFirst();
  }

  /** Nobody has a turn any more. */
  close(): void {
    this.#isOpen = false;
    for (const place of this.#places) place.settle(false);
  }

  #callFirst(): void {
    if (this.#isOpen) this.#places[0]?.settle(true);
  }
}
