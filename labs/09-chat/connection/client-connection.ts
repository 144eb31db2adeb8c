/**
 * One client's connection, as the server's parts see it. It can end from this side at any moment, whatever is
 * being waited for, and it ends once: the first reason counts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { ProtocolError } from "../../../shared/process/errors.ts";
import type { Closing } from "../protocol/messages.ts";
import { type RawRecord, RECORD, type RecordType } from "../protocol/wire.ts";
import { type Channel, closingFor } from "./channel.ts";

/** Why a connection ends: in a word for the log, and in the words of the CLOSE. */
interface Ending {
  why: string;
  closing: Closing;
}

export class ClientConnection {
  readonly channel: Channel;
  #ending: Ending | undefined;
  #failure: { error: unknown } | undefined;
  /** The next record, when it was read before anybody has asked for it. */
  #ahead: Promise<RawRecord | undefined> | undefined;
  readonly #leaving = new AbortController();
  /** Ends the wait that is under way. */
  #interrupt: (() => void) | undefined;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  /** Why it ends, in a word; undefined as long as it does not. */
  get why(): string | undefined {
    return this.#ending?.why;
  }

  /**
   * The next record; undefined when either side has ended. Whoever does not read is not read: what it
   * is answered must not pile up here.
   *
   * @throws what breaks the connection
   */
  async next(): Promise<RawRecord | undefined> {
    await this.orEnd(this.channel.drained());
    if (this.#ending !== undefined) return undefined;
    const reading = this.#ahead ?? this.channel.next();
    this.#ahead = undefined;
    const record = await this.orEnd(reading);
    if (record === undefined) this.end("closed");
    return record;
  }

  /**
   * Aborts when the connection ends, from either side. To notice the other side's end it reads one record
   * ahead; use it while something takes long.
   */
  leaving(): AbortSignal {
    this.#ahead ??= this.channel.next();
    const left = () => this.#leaving.abort();
    this.#ahead.then((record) => record ?? left(), left);
    return this.#leaving.signal;
  }

  send(type: RecordType, content: object = {}): void {
    this.channel.send(type, JSON.stringify(content));
  }

  /** Answers a PING. True for PING and PONG, which say nothing but that somebody is there. */
  takesAsSignOfLife({ type }: RawRecord): boolean {
    if (type === RECORD.PING) this.send(RECORD.PONG);
    return type === RECORD.PING || type === RECORD.PONG;
  }

  /** Ends every wait from now on. The client is told by {@link part}. */
  end(why: string, closing: Closing = {}): void {
    this.#ending ??= { why, closing };
    this.#leaving.abort();
    this.#interrupt?.();
  }

  /** Ends it because of what reading it has thrown. Who has broken the rules is told so. */
  endBecauseOf(error: unknown): void {
    if (error instanceof ProtocolError) this.end("protocol", closingFor(error));
    else this.end("lost");
  }

  /** Ends it because of a fault of this program, which {@link part} will throw. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.end("fault", { reason: "an error in the server; its operator finds it in the log" });
  }

  /**
   * Waits for something, one thing at a time. Undefined when this side ends first: what then comes of it
   * is nobody's business any more.
   */
  orEnd<Result>(work: Promise<Result>): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.#interrupt = () => resolve(undefined);
      if (this.#ending !== undefined) resolve(undefined);
      work.then(resolve, reject);
    });
  }

  /** Lets time pass, if there is any to pass. */
  async pause(ms: number): Promise<void> {
    if (ms > 0) await this.orEnd(pause(ms, undefined, { ref: false }));
  }

  /**
   * Does the work that the connection is there for, and ends it. Returns how it ended, in a word.
   *
   * @param stop ends it when the server stops
   * @throws what the work throws, once the client knows as much as it should
   */
  async serve(
    work: () => Promise<void>,
    { stopping, stop }: { stopping: AbortSignal; stop(): void },
  ): Promise<string> {
    stopping.addEventListener("abort", stop);
    try {
      if (stopping.aborted) stop();
      await work();
      return await this.part();
    } catch (error) {
      this.endBecauseOf(error);
      await this.part(); // takes no time when it is the connection that is broken
      throw error;
    } finally {
      stopping.removeEventListener("abort", stop);
    }
  }

  /**
   * Says the last word. Returns how it ended when the connection is gone, which does not take long.
   *
   * @throws the fault, if there was one
   */
  async part(): Promise<string> {
    const { why, closing } = this.#ending ?? { why: "closed", closing: {} };
    this.channel.close(closing);
    await this.channel.part();
    if (this.#failure !== undefined) throw this.#failure.error;
    return why;
  }
}
