/**
 * Frames from a socket, one for each time that somebody asks. While nobody asks, the socket is not read
 * on: the system's buffers fill, and the other side has to wait (RFC 9293 section 3.8.6, the window).
 * That is all that is needed to slow down a peer that says too much.
 */
import type { Socket } from "node:net";
import { FrameDecoder } from "../../../shared/framing/frame-decoder.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";

export interface FrameOptions {
  /** A frame that announces more is refused. */
  maxBodyBytes: number;
  /** How long a frame that was begun may take to end, in milliseconds. */
  frameMs: number;
}

export class FrameReader {
  readonly #socket: Socket;
  readonly #decoder: FrameDecoder;
  readonly #frameMs: number;
  /** Frames that came together with one that was asked for. */
  #bodies: Uint8Array[] = [];
  #hasEnded = false;
  #isThrowingAway = false;
  #failure: Error | undefined;
  /** Ends the wait of whoever asks. */
  #wake: (() => void) | undefined;

  /** Takes over the reading of this socket, and hears its errors. */
  constructor(socket: Socket, { maxBodyBytes, frameMs }: FrameOptions) {
    this.#socket = socket;
    this.#decoder = new FrameDecoder({ maxBodyBytes });
    this.#frameMs = frameMs;
    this.#failure = socket.errored ?? undefined;
    socket.on("readable", () => this.#onReadable());
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#wake?.();
    });
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#wake?.());
  }

  /** Whether the stream was read up to its end: else it was this side that closed the socket or turned away. */
  get hasEnded(): boolean {
    return this.#hasEnded && !this.#isThrowingAway;
  }

  /**
   * The body of the next frame, good until the next call; undefined at the end of the stream, and when
   * this side has closed the socket or throws away what comes. Ask again only when the answer is there.
   *
   * @throws ProtocolError when a frame is too long, too slow or cut; the system's error when the
   * connection breaks
   */
  async next(): Promise<Uint8Array | undefined> {
    let timer: NodeJS.Timeout | undefined;
    try {
      for (;;) {
        if (this.#isThrowingAway) return undefined;
        const body = this.#bodies.shift() ?? this.#read();
        if (body !== undefined) return body;
        this.#check();
        if (this.#hasEnded) this.#decoder.end();
        if (this.#hasEnded || this.#socket.destroyed) return undefined;
        // Bytes that trickle in do not put it off: each frame has one timer.
        if (this.#decoder.isInsideFrame) timer ??= setTimeout(() => this.#tooSlow(), this.#frameMs);
        await this.#somethingNew();
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes bodies up to this length from now on. */
  allow(maxBodyBytes: number): void {
    this.#decoder.allow(maxBodyBytes);
  }

  /** Reads on without looking at what comes: a socket that is closed with unread bytes resets the connection. */
  throwAway(): void {
    this.#isThrowingAway = true;
    this.#bodies = [];
    this.#wake?.();
    this.#onReadable();
  }

  /** Reads what has come, until there is a whole frame in it or no more to read. */
  #read(): Uint8Array | undefined {
    for (;;) {
      this.#check();
      const chunk: Buffer | null = this.#socket.read();
      if (chunk === null) return undefined;
      this.#bodies = this.#decoder.push(chunk);
      const body = this.#bodies.shift();
      if (body !== undefined) return body;
    }
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#decoder.check();
  }

  #onReadable(): void {
    if (this.#isThrowingAway) while (this.#socket.read() !== null);
    else this.#wake?.();
  }

  #tooSlow(): void {
    this.#fail(new ProtocolError(`a frame did not end within ${this.#frameMs} ms`));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
