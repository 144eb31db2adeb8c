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
import { milliseconds } from "../../../shared/config/number-settings.ts";
import { clientSettings, type Settings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import type { Address } from "../../../shared/net/address.ts";
import { credentialSettings } from "../b-accounts/credentials.ts";
import type { Credentials } from "../b-accounts/login-flow.ts";
import {
  backOffMs,
  type CloseReason,
  failureOf,
  reasonOfClosing,
  reasonOfError,
  SLOW_VERIFIER_MS,
  STEADY_MS,
} from "../connection/reconnect.ts";
import { type ServerVerifier, trustSettings } from "../connection/server-verifier.ts";
import type { RawRecord } from "../protocol/wire.ts";
import {
  type ClientTimes,
  orAborted,
  ServerConnection,
  type SessionConnection,
} from "./server-connection.ts";
import type { Update } from "./updates.ts";

/** As long as the server waits itself: see the README, *What the server does not put up with*. */
export const DEFAULT_TIMES: ClientTimes = {
  connectMs: 10_000,
  handshakeMs: 10_000,
  frameMs: 10_000,
  pingMs: 30_000,
  pongMs: 15_000,
};

/** What a person can set of the client. */
export const chatClientSettings = {
  ...clientSettings,
  data: trustSettings.data,
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  fingerprint: trustSettings.fingerprint,
  ...credentialSettings,
  pingMs: milliseconds("after so much silence the server is asked, in ms", "30000"),
  pongMs: milliseconds("after so much more it is given up, in ms", "15000"),
} satisfies Settings;

/**
 * What a chat does on its connections, whichever it is: it logs in, and then it is in the room. A
 * {@link ChatClient} brings it the connections, one after the other; the worked one is
 * `d-delivery/session.ts`.
 */
export interface ChatSession {
  /** Comes in, on this connection or on the next. Does nothing when it is in or on the way. */
  enter(credentials: Credentials): void;
  /** A connection is open. */
  begin(connection: SessionConnection): void;
  /** @throws ProtocolError when the server breaks the rules */
  take(record: RawRecord): void;
  /** The connection is gone, and there will be another one. */
  connectionLost(): void;
  /** Ends the session at the server and the connection; false when there is none. */
  leave(): boolean;
  /** Why the connection has ended: by the server's word, or by this side's if it had one. */
  closeReasonOr(closeReason: CloseReason): CloseReason;
  /** Whether a connection is wanted. */
  readonly isWanted: boolean;
  /** Whether it was in the room, on whatever connection. */
  readonly hasBeenIn: boolean;
  /** Whether the server has refused a log-in on this connection. */
  readonly wasRefused: boolean;
  /** For how long it has been in the room on this connection, in milliseconds; 0 when it is not there. */
  readonly inRoomMs: number;
  /** What the person says. */
  readonly outgoing: {
    /** How many messages are not acknowledged. */
    readonly unacknowledged: number;
    /** Says something to all. Returns the id under which it will be acknowledged or refused. */
    say(text: string): string;
    /** Says something to one. Returns its id. */
    tell(to: string, text: string): string;
    /** Resolves when no more than so many messages are unacknowledged. */
    unacknowledgedAtMost(most: number): Promise<void>;
  };
  /** What the person reads. */
  readonly timeline: {
    /** Asks for a page of messages before this number; without one, before the oldest that was shown. */
    older(before?: number): void;
    /** Asks for a page of the newest messages that hold this text. */
    search(text: string): void;
  };
}

/** Makes the session of a chat. `tell` is called with all that happens. */
export type MakeSession = (tell: (update: Update) => void) => ChatSession;

export interface ChatClientOptions {
  /** Makes what is done on the connections. */
  makeSession: MakeSession;
  address: Address;
  /** TLS 1.3 in place of FC1. */
  tls: boolean;
  /** Throws a ProgramError to refuse a server, which ends the chat. May take as long as a person takes. */
  verifyServer: ServerVerifier;
  /** Is told what happens. While its promise is pending, no more is read from the server. */
  on: (update: Update) => void | Promise<void>;
  /** Ends the chat at once, without a word to the server. */
  signal?: AbortSignal;
  times?: Partial<ClientTimes>;
  /** The wait before an attempt, in milliseconds; the first one is number 0. */
  backOff?: (attempt: number) => number;
  /** A server that has kept the client in the room for longer, in milliseconds, is not in trouble: the waits begin anew. */
  steadyMs?: number;
}

/** A server that puts a client off for longer is asked again all the same, in milliseconds. */
const MAX_PUT_OFF_MS = 300_000;

export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #backOff: (attempt: number) => number;
  readonly #session: ChatSession;
  readonly #cut = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;
  #isLeaving = false;
  /** Wakes whoever waits for {@link enter}. */
  #wake = () => {};
  #showing: Promise<void> | undefined;
  /** How long the last verification took, in milliseconds. */
  #verifyMs = 0;
  /** What the verifier has thrown: the reason, also when the handshake ran out of time meanwhile. */
  #refusal: unknown;

  constructor(options: ChatClientOptions) {
    this.#options = options;
    this.#backOff = options.backOff ?? ((attempt) => backOffMs(attempt));
    this.#session = options.makeSession((update) => this.#tell(update));
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
    this.#session.timeline.older(before);
  }

  /** Asks for a page of the newest messages that hold this text. */
  search(text: string): void {
    this.#session.timeline.search(text);
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
      const closeReason = this.#session.closeReasonOr(await this.#connect());
      if (this.#isLeaving) return;
      // Counted from the entry: an attempt may take long to fail.
      if (this.#session.inRoomMs > (this.#options.steadyMs ?? STEADY_MS)) attempt = 0;
      const isOver = this.#isOver(closeReason);
      this.#session.connectionLost();
      if (isOver) throw failureOf(closeReason, this.#options.address);
      if (this.#session.isWanted && this.#session.hasBeenIn) await this.#wait(closeReason, attempt);
      attempt++;
    }
  }

  /** One connection, from its beginning to its end. */
  async #connect(): Promise<CloseReason> {
    this.#tell({ type: "state", state: "connecting" });
    this.#verifyMs = 0;
    this.#refusal = undefined;
    const { address, tls, times } = this.#options;
    try {
      const connection = await ServerConnection.open({
        address,
        tls,
        times: { ...DEFAULT_TIMES, ...times },
        verifyServer: (fingerprint) => this.#verifyServer(fingerprint),
        connected: () => this.#tell({ type: "connected" }),
        signal: this.#cut.signal,
      });
      this.#session.begin(connection);
      const closing = await connection.read((record) => {
        this.#session.take(record);
        return this.#showing;
      });
      return reasonOfClosing(closing);
    } catch (error) {
      if (this.#cut.signal.aborted) return { reason: "cut off by this side", again: false };
      return reasonOfError(this.#refusal ?? error);
    }
  }

  async #verifyServer(fingerprint: string): Promise<void> {
    const beganMs = performance.now();
    try {
      await orAborted(this.#options.verifyServer(fingerprint), this.#cut.signal);
    } catch (error) {
      this.#refusal = error;
      throw error;
    }
    this.#verifyMs = performance.now() - beganMs;
    this.#tell({ type: "fingerprint", fingerprint });
  }

  /** Whether there shall be no next connection. */
  #isOver({ again }: CloseReason): boolean {
    if (!this.#session.isWanted) return false; // refused: whoever enters once more may do so
    if (this.#session.hasBeenIn) return !again;
    // It may not have waited for the person who thought about a refusal, or about its fingerprint.
    return !this.#session.wasRefused && this.#verifyMs < SLOW_VERIFIER_MS;
  }

  async #wait({ reason, retryAfterMs = 0 }: CloseReason, attempt: number): Promise<void> {
    const retryInMs = Math.max(this.#backOff(attempt), Math.min(retryAfterMs, MAX_PUT_OFF_MS));
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
