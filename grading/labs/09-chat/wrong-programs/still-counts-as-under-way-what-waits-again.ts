/**
 * A program that still counts as under way what waits again.
 *
 * @file client/unacknowledged.ts
 * @caughtBy the client comes back after a lost connection, and loses nothing
 * @says nothing is under way
 */

export class Unacknowledged {
  connectionLost(): void {
    this.#waiting = [...this.#underWay, ...this.#waiting];
  }
}
