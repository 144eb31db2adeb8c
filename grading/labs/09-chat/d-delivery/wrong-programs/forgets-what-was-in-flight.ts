/**
 * A program that forgets what was in flight when the connection is lost.
 *
 * @file outgoing.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says send it again, in order, with the same id
 */

export class Outgoing {
  #requeue(): void {
    this.#inFlight = [];
  }
}
