/**
 * A program that sends again in another order what was under way.
 *
 * @file client/unacknowledged.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says in another order than it was said
 */

export class Unacknowledged {
  connectionLost(): void {
    this.#waiting = [...this.#underWay.toReversed(), ...this.#waiting];
    this.#underWay = [];
  }
}
