/**
 * A program that has as many messages under way as are typed.
 *
 * @file client/unacknowledged.ts
 * @caughtBy no more than 64 messages are under way
 * @says the others wait in the client
 */

export class Unacknowledged {
  takeDue(): Said[] {
    const due = this.#waiting.splice(0, MOST_UNACKNOWLEDGED + this.#underWay.length);
    this.#underWay.push(...due);
    return due;
  }
}
