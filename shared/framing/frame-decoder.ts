/**
 * Messages out of a stream of chunks.
 *
 *     chunks   00 00 00 02 68 69 00 00 │ 00 05 68 65 │ 6c 6c 6f
 *     bodies               hi                          hello
 *
 * Chunks are cut anywhere: between two messages, inside a header, inside a letter. The decoder knows
 * nothing of sockets and nothing of text: bytes go in, the bodies of whole frames come out.
 *
 * A body is a window on the bytes that came, not a copy, and good until the next `push`: then the
 * decoder uses its memory again. Who keeps a body copies it.
 */

import { ProtocolError } from "../process/errors.ts";
import { HEADER_BYTES, MAX_BODY_BYTES } from "./encode-frame.ts";
import { PermanentProtocolError } from "./permanent-protocol-error.ts";
import { MIN_ROOM_BYTES, ReceiveBuffer } from "./receive-buffer.ts";

/**
 * A chunk up to this length goes to the waiting bytes as a whole: to copy so little costs no more
 * than to make a window on a part of it.
 */
const SMALL_CHUNK_BYTES = 1024;

export class FrameDecoder {
  #maxBodyBytes: number;
  /** The beginning of a frame whose end has not come yet. */
  readonly #waiting: ReceiveBuffer;
  /** How many bytes must wait before there is anything to do with them; 0 when none wait. */
  #wanted = 0;
  /** The broken rule after which nothing more is taken. */
  #failure: ProtocolError | undefined;

  /** @param maxBodyBytes a header that announces more is refused */
  constructor({ maxBodyBytes = MAX_BODY_BYTES }: { maxBodyBytes?: number } = {}) {
    this.#maxBodyBytes = maxBodyBytes;
    // Where only short frames are taken, many connections can have a room each.
    this.#waiting = new ReceiveBuffer(Math.min(MIN_ROOM_BYTES, 2 * (HEADER_BYTES + maxBodyBytes)));
  }

  /** Whether a frame has begun whose end has not come yet. */
  get isInsideFrame(): boolean {
    return this.#waiting.length > 0;
  }

  /** From the next push on, bodies up to this length are taken: a peer that is known gets more room. */
  allow(maxBodyBytes: number): void {
    this.#maxBodyBytes = maxBodyBytes;
  }

  /**
   * Takes the next chunk; returns the bodies of the frames that it completes. Often there are none,
   * sometimes many. They are good until the next call. Frames that were whole before a broken rule are still returned; {@link check}
   * throws then, and so does each later call.
   *
   * @throws ProtocolError when a header announces more than the limit, and nothing came before it
   */
  push(chunk: Uint8Array): Uint8Array[] {
    this.check();
    const bodies: Uint8Array[] = [];
    const waiting = this.#waiting;
    waiting.reuse(chunk.length);
    if (waiting.length + chunk.length < this.#wanted) waiting.append(chunk);
    else this.#take(chunk, bodies);
    if (bodies.length === 0) this.check();
    return bodies;
  }

  /** Completes the frame that waits, takes the whole ones behind it, and keeps the rest. */
  #take(chunk: Uint8Array, bodies: Uint8Array[]): void {
    let start = 0;
    while (this.#waiting.length > 0 && start < chunk.length) {
      start = this.#complete(chunk, start, bodies);
    }
    const end = this.#takeWhole(chunk, start, chunk.length, bodies);
    if (end < chunk.length) this.#waiting.append(chunk.subarray(end));
    this.#wanted = this.#waiting.length === 0 ? 0 : this.#waiting.length + this.#lacking();
  }

  /** @throws ProtocolError when a rule was broken after the frames that {@link push} has returned */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /**
   * The stream has ended.
   *
   * @throws ProtocolError when it has ended inside a frame: what came of it is not a message
   *
   * @exercise 08.4 Throw a ProtocolError if a frame has begun and not ended.
   */
  end(): void {
    this.check();
    const { length } = this.#waiting;
    if (length > 0) {
      throw new ProtocolError(`the stream ended inside a frame, after ${length} bytes of it`);
    }
  }

  /**
   * Takes the whole frames at the beginning of `bytes[start … end]`; returns where they end.
   *
   * @exercise 08.2 As long as a whole frame stands next, add a window on its body to bodies; refuse a length above the limit as soon as its header is there; return where the next frame begins.
   */
  #takeWhole(bytes: Uint8Array, start: number, end: number, bodies: Uint8Array[]): number {
    let next = start;
    while (end - next >= HEADER_BYTES) {
      const length = readLength(bytes, next);
      if (length > this.#maxBodyBytes) return this.#refuse(length, end);
      const bodyStart = next + HEADER_BYTES;
      if (bodyStart + length > end) break;
      next = bodyStart + length;
      bodies.push(bytes.subarray(bodyStart, next));
    }
    return next;
  }

  /**
   * Goes on with the frame that waits; returns how much of the chunk is used up.
   *
   * @exercise 08.3 Append to the waiting bytes what they lack of their frame, take what is whole now, and return how much of the chunk is used up.
   */
  #complete(chunk: Uint8Array, start: number, bodies: Uint8Array[]): number {
    const waiting = this.#waiting;
    const isSmall = chunk.length <= SMALL_CHUNK_BYTES;
    const end = isSmall ? chunk.length : Math.min(start + this.#lacking(), chunk.length);
    waiting.append(end - start === chunk.length ? chunk : chunk.subarray(start, end));
    waiting.start = this.#takeWhole(waiting.bytes, waiting.start, waiting.end, bodies);
    return end;
  }

  /** How many bytes the waiting frame lacks: of its header, or of its body once the header is whole. */
  #lacking(): number {
    const { bytes, start, length } = this.#waiting;
    if (length < HEADER_BYTES) return HEADER_BYTES - length;
    return HEADER_BYTES + readLength(bytes, start) - length;
  }

  #refuse(length: number, end: number): number {
    this.#failure = new PermanentProtocolError(
      `a frame announces ${length} bytes; the limit is ${this.#maxBodyBytes}`,
    );
    return end;
  }
}

/** The length in the header at this offset. `>>> 0` makes it unsigned: ff ff ff ff is not -1. */
function readLength(bytes: Uint8Array, offset: number): number {
  const a = bytes[offset] ?? 0;
  const b = bytes[offset + 1] ?? 0;
  const c = bytes[offset + 2] ?? 0;
  const d = bytes[offset + 3] ?? 0;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
