/**
 * A program that sends twice what was under way.
 *
 * @file client/unacknowledged.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says It is sent twice
 */

export class Unacknowledged {
  connectionLost(): void {
    this.#waiting = [...this.#underWay.flatMap((said) => [said, said]), ...this.#waiting];
    this.#underWay = [];
  }
}
