/**
 * A file to which many small texts are added: each waits a moment in memory for others, and then all go
 * to the system in one write. A system call for each would cost more than making the text. So two
 * questions must be answered: how long may a text wait, and who writes it when the program ends?
 *
 *     add add add ── 20 ms or 16 KiB ──▶ write
 *     add add ── close, crash ──▶ write
 *
 * sonic-boom (https://github.com/pinojs/sonic-boom, the writer inside of pino) does the writing. It is
 * used with `sync`: a write is over when it returns, so that texts keep their order, the last ones can
 * still be written while the process exits, and the file can be changed for another between two texts.
 */
import { once } from "node:events";
import sonicBoom from "sonic-boom";

/** A text waits no longer than this for others, in milliseconds: who watches the file sees no delay. */
export const FLUSH_MS = 20;

/** So much does not wait for more, in UTF-16 units. */
const BATCH_LENGTH = 16_384;

/** After a failed write the next attempt comes so late, in milliseconds: a full disk stays full a while. */
const RETRY_MS = 1_000;

/** Who may read the file: its owner. What a program writes down about people is not for everybody. */
const OWNER_ONLY = 0o600;

/** What the owner of the file is told. */
export interface Listener {
  /** A write has failed; it is told once, however often it fails. */
  failed(error: Error): void;
  /** Writing works again; so many texts are missing. */
  recovered(lost: number): void;
}

export class BufferedAppender {
  readonly #stream: sonicBoom.SonicBoom;
  readonly #listener: Listener;
  #waiting = "";
  #flushing: NodeJS.Timeout | undefined;
  #isFailing = false;
  #lost = 0;

  /**
   * Opens the file, to write behind what is there; makes it when it is not.
   *
   * @throws the system's error
   */
  constructor(path: string, listener: Listener) {
    this.#listener = listener;
    this.#stream = new sonicBoom.SonicBoom({
      dest: path,
      append: true,
      sync: true,
      mode: OWNER_ONLY,
    });
    this.#stream.on("error", (error) => this.#failed(error));
    this.#stream.on("write", () => this.#works());
    process.on("exit", this.#flushAtExit);
  }

  /** Whether the last write has failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /**
   * Adds a text. While the disk fails it is counted and lost, because memory is no place to keep it:
   * false then.
   */
  add(text: string): boolean {
    if (this.#isFailing) {
      this.#lost++;
      return false;
    }
    this.#waiting += text;
    if (this.#waiting.length >= BATCH_LENGTH) this.flush();
    else this.#flushing ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
    return true;
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    const text = this.#waiting;
    this.#waiting = "";
    this.#stream.write(text);
  }

  /**
   * Writes what waits, and waits for the disk itself.
   *
   * @throws the system's error
   */
  sync(): void {
    this.flush();
    this.#stream.flushSync();
  }

  /**
   * Goes on in the file that has the path now: after the old one was given another name.
   *
   * @throws the system's error; then it goes on in the old one
   */
  reopen(): void {
    this.#stream.reopen();
  }

  /**
   * The end. Returns when all of it is on disk and the file is closed; never throws. What cannot be
   * written then is lost; the listener has heard of the failure.
   *
   * @exercise 05.3 Write what waits, take back the listener for the exit, end the stream, and wait until it has closed or failed.
   */
  async close(): Promise<void> {
    this.flush();
    clearTimeout(this.#flushing);
    process.off("exit", this.#flushAtExit);
    // `once` waits for "close", and throws the error if "error" comes first.
    const closed = once(this.#stream, "close");
    this.#stream.end();
    await closed.catch(() => this.#stream.destroy());
  }

  /**
   * A program that fails has no time to close. One that ends well has closed the file: only that waits
   * for the disk, so nothing here makes up for a forgotten `close`.
   */
  readonly #flushAtExit = (status: number): void => {
    if (status !== 0) this.flush();
  };

  /** What waits is kept, and tried again until the disk takes it. */
  #failed(error: Error): void {
    clearTimeout(this.#flushing);
    this.#flushing = setTimeout(() => this.flush(), RETRY_MS).unref();
    if (this.#isFailing) return;
    this.#isFailing = true;
    this.#listener.failed(error);
  }

  #works(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    const lost = this.#lost;
    this.#lost = 0;
    // Not now: the stream is still in the middle of its write.
    if (lost > 0) setImmediate(() => this.#listener.recovered(lost));
  }
}
