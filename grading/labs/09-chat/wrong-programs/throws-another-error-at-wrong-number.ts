/**
 * A program that throws an error of another kind at a wrong number.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy the server takes exactly the next number
 * @says told only of a `ProtocolError`
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence !== this.#next) {
      throw new Error(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next++;
  }
}
