/**
 * A program that does not count on.
 *
 * @file record-protection.ts
 * @caughtBy the server takes exactly the next number
 * @says Each one that was taken counts
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence !== this.#next) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
  }
}
