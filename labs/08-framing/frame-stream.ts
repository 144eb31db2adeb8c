/**
 * A socket that speaks in messages: text in, text out. Headers and lengths stay inside.
 *
 *     write("hello")  ─▶  00 00 00 05 68 65 6c 6c 6f  ─▶  socket
 *     "hello"         ◀─  00 00 00 │ 05 68 65 6c 6c 6f ◀─  socket
 *
 * It is a stream like any other (Node's page "Stream"): `for await` reads it, `pipeline` connects it,
 * `send` writes to it. Both sides wait for the slower one: it takes no more from the socket than is
 * read from it, and takes no more to send than the socket takes.
 */
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { encodeFrame } from "../../shared/framing/encode-frame.ts";
import { FrameDecoder } from "../../shared/framing/frame-decoder.ts";
import { ProtocolError } from "../../shared/process/errors.ts";

/** `fatal`: other bytes are an error, not `�`. `ignoreBOM`: a first U+FEFF is a letter like others. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class FrameStream extends Duplex {
  readonly #socket: Socket;
  readonly #decoder: FrameDecoder;
  /** Ends the wait for a reader who has taken all that was there. */
  #wake: (() => void) | undefined;

  /**
   * Takes the socket over: nobody else reads it, writes to it or ends it from now on.
   *
   * Who reads gets all whole messages first, then the end, or the error: a ProtocolError when the
   * other side has broken the rules or stopped inside a frame, else the system's.
   *
   * @param maxBodyBytes a message that announces more is refused
   */
  constructor(socket: Socket, options: { maxBodyBytes?: number } = {}) {
    super({ objectMode: true, readableHighWaterMark: 1 });
    this.#socket = socket;
    this.#decoder = new FrameDecoder(options);
    // Before the end the reader is told, in turn; after it only a write can fail.
    socket.on("error", (error) => {
      if (this.readableEnded) this.destroy(error);
    });
    void this.#receive();
  }

  override [Symbol.asyncIterator](): NodeJS.AsyncIterator<string> {
    return super[Symbol.asyncIterator]();
  }

  /** Never rejects: the reader is told of each failure, after the messages that came before it. */
  async #receive(): Promise<void> {
    try {
      for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
        for (const body of this.#decoder.push(chunk)) this.push(textOf(body));
        this.#decoder.check();
        await this.#allTaken();
      }
      this.#decoder.end();
      this.push(null);
    } catch (error) {
      await this.#allTaken();
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Waits until the reader wants more than is there. */
  async #allTaken(): Promise<void> {
    if (this.readableLength === 0) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  override _read(): void {
    this.#wake?.();
  }

  override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
    if (this.#socket.write(encodeFrame(text)) || this.#socket.destroyed) done();
    else this.#whenDrained(done);
  }

  /**
   * Calls once the socket has handed on what it keeps, or is closed.
   *
   * @exercise 08.5 Call done when the socket drains or closes, whichever comes first; leave no listener behind.
   */
  #whenDrained(done: () => void): void {
    const socket = this.#socket;
    const settle = () => {
      socket.off("drain", settle);
      socket.off("close", settle);
      done();
    };
    socket.on("drain", settle);
    socket.on("close", settle);
  }

  override _final(done: () => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#wake?.();
    this.#socket.destroy();
    done(error);
  }
}

function textOf(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new ProtocolError("a message is not UTF-8", { cause });
  }
}
