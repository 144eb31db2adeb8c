/**
 * Bytes that wait for more: added at the end, taken at the start.
 *
 *     ░░░░ taken ░░░░ │ waiting │ ─── room ───
 *                     start     end
 *
 * Who takes bytes takes a window, not a copy. The place of what was taken is used again, but only when
 * the owner says so (`reuse`): until then every window is good. Fresh memory for each message would
 * cost several times as much as the copy into it.
 */

/** The smallest room when nobody says otherwise, in bytes: what four reads of a socket bring at most. */
export const MIN_ROOM_BYTES = 262_144;

export class ReceiveBuffer {
  readonly #minRoomBytes: number;
  /** The bytes; those that wait are between {@link start} and {@link end}. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;

  /** @param minRoomBytes the smallest room; a room that one large message has made is larger */
  constructor(minRoomBytes = MIN_ROOM_BYTES) {
    this.#minRoomBytes = minRoomBytes;
  }

  /** How many bytes wait. */
  get length(): number {
    return this.end - this.start;
  }

  /** Copies the bytes behind those that wait. Windows that were taken stay as they are. */
  append(more: Uint8Array): void {
    if (this.end + more.length > this.bytes.length) this.#grow(more.length);
    this.bytes.set(more, this.end);
    this.end += more.length;
  }

  /**
   * Says that nobody looks at what was taken any more. Where so many bytes would find no room behind
   * those that wait, these move to the front. A room that one large message has made is given back.
   */
  reuse(count: number): void {
    if (this.length === 0) this.#empty();
    else if (this.end + count > this.bytes.length && this.start > 0) this.#moveToFront();
  }

  #empty(): void {
    if (this.bytes.length > this.#minRoomBytes) this.bytes = new Uint8Array(0);
    this.start = 0;
    this.end = 0;
  }

  #moveToFront(): void {
    this.bytes.copyWithin(0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
  }

  /**
   * A new room is at least twice as large as what waits: so each byte is moved once or twice, however
   * long the message and however small the chunks. It follows what has come, not what was announced.
   */
  #grow(count: number): void {
    const waiting = this.bytes.subarray(this.start, this.end);
    this.bytes = Buffer.allocUnsafeSlow(Math.max(this.#minRoomBytes, 2 * (this.length + count)));
    this.bytes.set(waiting);
    this.end = waiting.length;
    this.start = 0;
  }
}
