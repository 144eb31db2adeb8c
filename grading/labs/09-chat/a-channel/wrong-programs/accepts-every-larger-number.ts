/**
 * A program that accepts every number that is larger than the last.
 *
 * @file record-protection.ts
 * @caughtBy the server takes exactly the next number
 * @says The number inside the token must be the one that is next
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence < this.#next) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next = sequence + 1n;
  }
}
