/**
 * A program that gives the turn to who came last.
 *
 * @file waiting-line.ts
 * @caughtBy who comes second waits in line, and is told so
 * @says in the order in which they came
 */

export class WaitingLine<Guest> {
  enter(guest: Guest): Place<Guest> {
    const { promise: turn, resolve: settle } = Promise.withResolvers<boolean>();
    const place = { guest, turn, settle };
    this.#places.splice(1, 0, place);
    this.#callFirst();
    return place;
  }
}
