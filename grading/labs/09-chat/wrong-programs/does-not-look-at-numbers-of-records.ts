/**
 * A program that does not look at the numbers of records.
 *
 * @file a-channel/record-protection.ts
 * @caughtBy the server takes exactly the next number
 * @says The number inside the token must be the one that is next
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence < 0n) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next++;
  }
}
