/**
 * A connection as the chat sees it: records in, records out, and a last word at the end; and the
 * {@link Heartbeat}, for a connection that ends without one.
 *
 *     next()  ◀── open ◀── frame ◀── socket
 *     send()  ──▶ seal ──▶ frame ──▶ socket
 *
 * What a record means is not known here: PING and PONG come out of `next` like any other. Only CLOSE
 * is, because it tells an end from a cut: anybody on the way can end a TCP connection, and only the
 * other side can seal a CLOSE.
 */
import type { Socket } from "node:net";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { type Closing, closingSchema } from "../protocol/messages.ts";
import { fitted, objectIn, parseJson } from "../protocol/schema.ts";
import { type RawRecord, RECORD } from "../protocol/wire.ts";
import { type FrameOptions, FrameReader } from "./frame-reader.ts";

/** How long the other side may take to leave once this side has said CLOSE, in milliseconds. */
export const PARTING_MS = 2_000;

/** How a record becomes the body of a frame, and back. FC1 seals it; inside TLS it goes as it is. */
export interface RecordProtection {
  /** The body of the frame for the next record of this side. */
  seal(type: number, body: string | Uint8Array): Uint8Array;
  /**
   * The other side's next record.
   *
   * @throws ProtocolError when it is not right; its message may be told to the other side
   */
  open(frameBody: Uint8Array): RawRecord;
}

export class Channel {
  readonly #socket: Socket;
  readonly #protection: RecordProtection;
  readonly #frames: FrameReader;
  #hasSaidClose = false;
  #heardClose: Closing | undefined;

  /** @param frames that of the handshake, if there was one: more may have come than it has taken */
  constructor(
    socket: Socket,
    protection: RecordProtection,
    options: FrameOptions,
    frames = new FrameReader(socket, options),
  ) {
    this.#socket = socket;
    this.#protection = protection;
    this.#frames = frames;
    // A record goes out at once: it does not wait for others to fill a packet (Nagle, RFC 896).
    socket.setNoDelay(true);
    frames.allow(options.maxBodyBytes);
  }

  /** What the other side has said at the end; undefined as long as it has not. */
  get lastWord(): Closing | undefined {
    return this.#heardClose;
  }

  /** True when nothing can be sent any more: this side has said CLOSE, or the connection is gone. */
  get closed(): boolean {
    return this.#hasSaidClose || this.#socket.destroyed;
  }

  /** What the system has not taken yet, in bytes. */
  get waitingBytes(): number {
    return this.#socket.writableLength;
  }

  /**
   * The next record. Undefined after the other side's CLOSE (its reason: {@link lastWord}; now say
   * what is left to say, then {@link close}), and when this side has destroyed the connection or parts
   * from it. As long as nobody asks, the socket is not read on.
   *
   * @throws ProtocolError when the other side breaks the rules or its stream ends without CLOSE; it has
   * been told so by a CLOSE. The system's error when the connection breaks
   */
  async next(): Promise<RawRecord | undefined> {
    if (this.#heardClose !== undefined) return undefined;
    try {
      const frame = await this.#frames.next();
      if (frame !== undefined) return this.#open(frame);
      if (this.#frames.hasEnded) {
        throw new ProtocolError("the stream was cut: it ended without CLOSE");
      }
      return undefined;
    } catch (error) {
      if (error instanceof ProtocolError) this.close(closingFor(error));
      throw error;
    }
  }

  /**
   * Seals and writes. False: the socket wants no more for now; see {@link drained}. It does nothing
   * when {@link closed}.
   */
  send(type: number, body: string | Uint8Array): boolean {
    if (this.closed) return false;
    return this.#socket.write(encodeFrame(this.#protection.seal(type, body)));
  }

  /** Returns when all that was written is handed on, or the connection is gone. */
  async drained(): Promise<void> {
    if (this.#socket.destroyed || !this.#socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        this.#socket.off("drain", settle);
        this.#socket.off("close", settle);
        resolve();
      };
      this.#socket.on("drain", settle);
      this.#socket.on("close", settle);
    });
  }

  /** Takes frames with bodies up to this length from now on. */
  allow(maxBodyBytes: number): void {
    this.#frames.allow(maxBodyBytes);
  }

  /**
   * Sends CLOSE with this last word, then FIN. The other side may still say something, and `next` still
   * returns it. If it has not ended within {@link PARTING_MS}, the connection is destroyed.
   */
  close(closing: Closing = {}): void {
    if (this.closed) return;
    this.send(RECORD.CLOSE, JSON.stringify(closing));
    this.#hasSaidClose = true;
    this.#socket.end();
    const timer = setTimeout(() => this.destroy(), PARTING_MS);
    this.#socket.on("close", () => clearTimeout(timer));
  }

  /**
   * The end of a connection: closes, unless that is done, and throws away what still comes. Returns when the
   * connection is gone: both sides have ended, or it took longer than {@link PARTING_MS}. Whoever waits
   * for `next` gets undefined.
   */
  async part(): Promise<void> {
    this.close();
    this.#frames.throwAway();
    if (this.#socket.closed) return;
    await new Promise<void>((resolve) => this.#socket.once("close", () => resolve()));
  }

  /** Cuts the connection off, with all that waits in it. */
  destroy(): void {
    this.#socket.destroy();
  }

  #open(frame: Uint8Array): RawRecord | undefined {
    const record = this.#protection.open(frame);
    if (record.type !== RECORD.CLOSE) return record;
    this.#heardClose = parseClosing(record.body);
    return undefined;
  }
}

/** What the side that has broken a rule is told: not to come back, if it would only do the same again. */
export function closingFor(error: ProtocolError): Closing {
  const reason = error.message;
  return error instanceof PermanentProtocolError ? { reason, again: false } : { reason };
}

/** @throws ProtocolError when it is not a CLOSE as agreed upon */
export function parseClosing(body: Uint8Array): Closing {
  const closing = fitted(closingSchema, objectIn(parseJson(body)));
  if (closing === undefined) throw new ProtocolError("a CLOSE that is not as agreed");
  return closing;
}

export interface HeartbeatOptions {
  /** So much silence, in milliseconds, and the other side is asked. */
  pingMs: number;
  /** So much more, and it is given up. */
  pongMs: number;
  ping(): void;
  dead(): void;
}

/**
 * Whether the other side is still there. A machine that lost its power or its network sends no FIN: to
 * whoever only reads, its connection looks like one on which nothing is said, for ever.
 *
 *     record   silence   PING ─▶     silence    dead
 *     ──┼─────────────────┼───────────────────────┼──
 *            pingMs             pongMs
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: NodeJS.Timeout;
  #isAsked = false;
  #isClosed = false;

  /** Begins to listen. */
  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#timer = this.#waitToAsk();
  }

  /** Something came from the other side, whatever it was. */
  heard(): void {
    if (this.#isClosed) return;
    if (!this.#isAsked) {
      this.#timer.refresh(); // the usual case, and cheaper than a new timer
      return;
    }
    this.#isAsked = false;
    clearTimeout(this.#timer);
    this.#timer = this.#waitToAsk();
  }

  /** Listens no more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #waitToAsk(): NodeJS.Timeout {
    return setTimeout(() => this.#ask(), this.#options.pingMs);
  }

  #ask(): void {
    this.#isAsked = true;
    this.#timer = setTimeout(() => this.#giveUp(), this.#options.pongMs);
    this.#options.ping();
  }

  #giveUp(): void {
    this.close();
    this.#options.dead();
  }
}
