/**
 * One client of the load: sends a batch, waits until its whole answer is there, sends the next.
 *
 * The generator must cost less than the servers it measures. So it reads into one buffer that all
 * connections share (Node's `onread`), which saves a stream and an allocation for each chunk; it
 * counts the bytes of every answer and compares the content of one answer in `SAMPLE_EVERY`.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Conversation } from "./conversation.ts";
import type { Meter } from "./meter.ts";

const SAMPLE_EVERY = 16;

/** Safe to share: a chunk is handled before the next one is read. */
const READ_BUFFER = Buffer.alloc(256 * 1024);

export class EchoConnection {
  readonly #socket: Socket;
  readonly #broken = Promise.withResolvers<never>();
  readonly #messagesInBatch: number;
  #takeChunk: (chunk: Buffer) => void = () => this.#fail("bytes came before anything was sent");
  #meter: Meter | undefined;
  #whenIdle: (() => void) | undefined;
  #leaving = false;
  #batches = 0;
  #sentAt = 0;

  constructor(port: number, messagesInBatch: number) {
    this.#messagesInBatch = messagesInBatch;
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (byteCount) => this.#receive(byteCount) },
    });
    this.#broken.promise.catch(() => {});
    this.#socket.on("error", (error) => this.#broken.reject(error));
    this.#socket.on("close", () => this.#fail("the server closed a connection in use"));
  }

  /** Rejects when the server was wrong, or closed before `leave`; never resolves. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  /** Sends one message and resolves with the first answer, once `isWhole` says that it is whole. */
  greet(message: Buffer, isWhole: (answer: Buffer) => boolean): Promise<Buffer> {
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    let answer = Buffer.alloc(0);
    this.#takeChunk = (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (isWhole(answer)) resolve(answer);
    };
    this.#socket.write(message);
    return promise;
  }

  /** Keeps the server busy, batch by batch, until `pause`. */
  run(conversation: Conversation, meter: Meter): void {
    this.#meter = meter;
    this.#send(conversation);
  }

  /** Resolves when the batch on its way has been answered; then nothing is sent until `run`. */
  pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  /** Ends this side; resolves when the server has ended its own: then it has room for another. */
  async leave(): Promise<void> {
    this.#leaving = true;
    if (this.#socket.closed) return;
    this.#socket.end();
    await once(this.#socket, "close");
  }

  /** Closes at once. */
  abandon(): void {
    this.#leaving = true;
    this.#socket.destroy();
  }

  #send(conversation: Conversation): void {
    const expected = conversation.answerBytes();
    const sample = this.#batches % SAMPLE_EVERY === 0 ? conversation.answer() : undefined;
    let received = 0;
    this.#batches += 1;
    this.#takeChunk = (chunk) => {
      const end = received + chunk.length;
      if (end > expected) return this.#fail("more bytes came than were due");
      if (sample !== undefined && !chunk.equals(sample.subarray(received, end))) {
        return this.#fail("an answer has the right length but not the right bytes");
      }
      received = end;
      if (received === expected) this.#goOn(conversation);
    };
    this.#sentAt = performance.now();
    this.#socket.write(conversation.batch);
  }

  #goOn(conversation: Conversation): void {
    this.#meter?.record(this.#messagesInBatch, performance.now() - this.#sentAt);
    conversation.advance();
    if (this.#whenIdle === undefined) this.#send(conversation);
    else this.#rest(this.#whenIdle);
  }

  #rest(whenIdle: () => void): void {
    this.#takeChunk = () => this.#fail("bytes came that nobody had asked for");
    this.#whenIdle = undefined;
    whenIdle();
  }

  #receive(byteCount: number): boolean {
    this.#takeChunk(READ_BUFFER.subarray(0, byteCount));
    return true;
  }

  #fail(cause: string): void {
    if (!this.#leaving) this.#broken.reject(new Error(cause));
    this.#socket.destroy();
  }
}
