/**
 * The order of the records of one direction. A record that was replayed, dropped or overtaken on the way
 * has the right signature all the same: only its number shows it.
 */
import { ProtocolError } from "../../../shared/process/errors.ts";

export class RecordOrder {
  #next: bigint;

  /** @param first the number that the next record must have */
  constructor(first: bigint) {
    this.#next = first;
  }

  /**
   * Takes the number of the record that has come.
   *
   * @throws ProtocolError when it is not the one whose turn it is: "record out of order: got 7, want 5"
   *
   * @exercise 09.4 Throw a ProtocolError unless this is the next number; count on.
   */
  take(sequence: bigint): void {
    if (sequence !== this.#next) {
      throw new ProtocolError(`record out of order: got ${sequence}, want ${this.#next}`);
    }
    this.#next++;
  }
}
