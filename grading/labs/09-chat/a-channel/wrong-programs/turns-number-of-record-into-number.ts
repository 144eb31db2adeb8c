/**
 * A program that turns the number of a record into a number of JavaScript.
 *
 * @file record-protection.ts
 * @caughtBy records in another order are refused
 * @says The number has 64 bits
 */

export class RecordOrder {
  take(sequence: bigint): void {
    const got = Number(sequence);
    const want = Number(this.#next);
    if (got !== want) throw new ProtocolError(`record out of order: got ${got}, want ${want}`);
    this.#next++;
  }
}
