/**
 * One chat over many connections: whoever shows it says what a person wants, and is told what happens.
 *
 *     enter ─▶ connecting ─▶ entering ─▶ in ── CLOSE, cut, silence ─▶ waiting ─▶ connecting ─▶ …
 *                                         └─── leave ─▶ ended
 *
 * A lost connection is no end. A chat ends when the person leaves, when the server must not be
 * trusted, and when it asks its client not to come back.
 */
import { setTimeout as pause } from "node:timers/promises";
import { backOffMs } from "./back-off.ts";
import { type ChatClientOptions, DEFAULT_TIMES } from "./chat-options.ts";
import { Connection } from "./connection.ts";
import { type Ending, endingBy, endingOf, failureOf } from "./ending.ts";
import type { Credentials } from "./entering.ts";
import { orAborted } from "./or-aborted.ts";
import { Session } from "./session.ts";
import type { Update } from "./updates.ts";

/** See {@link ChatClientOptions.steadyMs}. */
const STEADY_MS = 10_000;

/** A judge who takes longer is a person, for whom no server waits: then one connects once more. */
const SLOW_JUDGE_MS = 1_000;

/** A server that puts a client off for longer is asked again all the same, in milliseconds. */
const MOST_PUT_OFF_MS = 300_000;

export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #backOff: (attempt: number) => number;
  readonly #session: Session;
  readonly #cut = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;
  #isLeaving = false;
  /** Wakes whoever waits for {@link enter}. */
  #wake = () => {};
  #showing: Promise<void> | undefined;
  /** How long the last judgement has taken, in milliseconds. */
  #judgeMs = 0;
  /** What the judge has thrown: the reason, also when the handshake ran out of time meanwhile. */
  #refusal: unknown;

  constructor(options: ChatClientOptions) {
    this.#options = options;
    this.#backOff = options.backOff ?? ((attempt) => backOffMs(attempt));
    this.#session = new Session((update) => this.#tell(update));
    this.#ended.promise.catch(() => {}); // whoever wants to know is told
    options.signal?.addEventListener("abort", () => this.#cutOff(), { once: true });
    if (options.signal?.aborted) this.#cutOff();
  }

  /**
   * Settles when the chat has ended.
   *
   * @throws ProgramError when it was not the person who wanted it
   */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** How many messages the server has not taken yet. */
  get unacknowledged(): number {
    return this.#session.outgoing.unacknowledged;
  }

  /** Resolves as soon as nothing is unacknowledged. */
  get allAcknowledged(): Promise<void> {
    return this.acknowledgedUpTo(0);
  }

  /** Resolves as soon as at most so many messages are unacknowledged. */
  acknowledgedUpTo(most: number): Promise<void> {
    return this.#session.outgoing.unacknowledgedAtMost(most);
  }

  /** Connects if need be, and comes in. Does nothing when that is under way, or done. */
  enter(credentials: Credentials): void {
    this.#session.enter(credentials);
    this.#wake();
    this.#running ??= this.#run();
  }

  /** Says something to all, now or as soon as it can be said. Returns its id. */
  say(text: string): string {
    return this.#session.outgoing.say(text);
  }

  /** Says something to one. Returns its id. */
  tell(to: string, text: string): string {
    return this.#session.outgoing.tell(to, text);
  }

  /** Asks for a page of messages before this number; without one, before the oldest that was shown. */
  older(before?: number): void {
    this.#session.story.older(before);
  }

  /** Asks for a page of the newest messages that hold this text. */
  search(text: string): void {
    this.#session.story.search(text);
  }

  /**
   * Ends the session at the server, shows what the server still has to say, and ends. What is not
   * acknowledged by then may be lost.
   */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    if (!this.#session.leave()) this.#cutOff();
    this.#running ??= this.#run();
    await this.#running;
  }

  #cutOff(): void {
    this.#isLeaving = true;
    this.#cut.abort();
    this.#wake();
  }

  async #run(): Promise<void> {
    try {
      await this.#goOn();
      this.#tell({ type: "state", state: "ended" });
      this.#ended.resolve();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell({ type: "state", state: "ended", reason });
      this.#ended.reject(error);
    }
  }

  /** One connection after the other. */
  async #goOn(): Promise<void> {
    let attempt = 0;
    while (!this.#isLeaving) {
      if (!this.#session.isWanted) await this.#nextEnter();
      if (this.#isLeaving) return;
      const ending = this.#session.endingOf(await this.#connect());
      if (this.#isLeaving) return;
      // Counted from the entry: an attempt may take long to fail.
      if (this.#session.inRoomMs > (this.#options.steadyMs ?? STEADY_MS)) attempt = 0;
      this.#session.connectionLost();
      if (this.#isOver(ending)) throw failureOf(ending, this.#options.address);
      if (this.#session.isWanted && this.#session.hasBeenIn) await this.#wait(ending, attempt);
      attempt++;
    }
  }

  /** One connection, from its beginning to its end. */
  async #connect(): Promise<Ending> {
    this.#tell({ type: "state", state: "connecting" });
    this.#judgeMs = 0;
    this.#refusal = undefined;
    const { address, tls, times } = this.#options;
    try {
      const connection = await Connection.open({
        address,
        tls,
        times: { ...DEFAULT_TIMES, ...times },
        judge: (fingerprint) => this.#judge(fingerprint),
        connected: () => this.#tell({ type: "connected" }),
        signal: this.#cut.signal,
      });
      this.#session.begin(connection);
      const closing = await connection.read((record) => {
        this.#session.take(record);
        return this.#showing;
      });
      return endingOf(closing);
    } catch (error) {
      if (this.#cut.signal.aborted) return { reason: "cut off by this side", again: false };
      return endingBy(this.#refusal ?? error);
    }
  }

  async #judge(fingerprint: string): Promise<void> {
    const beganMs = performance.now();
    try {
      await orAborted(this.#options.judge(fingerprint), this.#cut.signal);
    } catch (error) {
      this.#refusal = error;
      throw error;
    }
    this.#judgeMs = performance.now() - beganMs;
    this.#tell({ type: "fingerprint", fingerprint });
  }

  /** Whether there shall be no next connection. */
  #isOver({ again }: Ending): boolean {
    if (!this.#session.isWanted) return false; // refused: whoever enters once more may do so
    return this.#session.hasBeenIn ? !again : this.#judgeMs < SLOW_JUDGE_MS;
  }

  async #wait({ reason, retryAfterMs = 0 }: Ending, attempt: number): Promise<void> {
    const retryInMs = Math.max(this.#backOff(attempt), Math.min(retryAfterMs, MOST_PUT_OFF_MS));
    this.#tell({ type: "state", state: "waiting", reason, retryInMs });
    await pause(retryInMs, undefined, { signal: this.#cut.signal }).catch(() => {});
  }

  async #nextEnter(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #tell(update: Update): void {
    const shown = this.#options.on(update);
    if (shown instanceof Promise) this.#showing = shown;
  }
}
