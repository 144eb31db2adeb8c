/**
 * A program that lets a member whose connection is gone end the round.
 *
 * @file c-room/member.ts
 * @caughtBy a member that is gone harms nobody
 * @says One member whose connection is gone stops the round
 */

export class Member {
  tell(event: WrittenEvent): void {
    if (this.#isShut) throw new Error("write after end");
    this.#outbox.add(event);
    if (this.#isDue) return;
    this.#isDue = true;
    // What comes in the same tick leaves together.
    setImmediate(() => this.#sendDue());
  }
}
