/**
 * A program that says in another sentence that a number is wrong.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy the server takes exactly the next number
 * @says only the sentence is another
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence !== this.#next) {
      throw new ProtocolError(`record out of order: want ${this.#next}, got ${sequence}`);
    }
    this.#next++;
  }
}
