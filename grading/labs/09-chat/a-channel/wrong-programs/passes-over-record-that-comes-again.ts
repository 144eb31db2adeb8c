/**
 * A program that passes over a record that comes again.
 *
 * @file record-protection.ts
 * @caughtBy a record that comes twice is refused
 * @says recorded stays valid forever
 */

export class RecordOrder {
  take(sequence: bigint): void {
    if (sequence < this.#next) return;
    if (sequence > this.#next) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next++;
  }
}
