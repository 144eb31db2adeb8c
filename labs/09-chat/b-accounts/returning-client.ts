/**
 * The client's side: it logs in, talks, and comes back by itself when the connection is lost. The first time
 * it shows the password; after that the token, which is all that the server needs to know it again.
 *
 *     connect ─▶ log in ─▶ talk ── CLOSE ─▶ over
 *        ▲                  │ cut
 *        └───── wait ◀──────┘
 *
 * What is typed meanwhile waits. What was under way when the connection broke may be lost.
 */
import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Ask } from "../../../shared/config/program-options.ts";
import { typedLines } from "../../../shared/console/typed-lines.ts";
import { type Address, formatAddress } from "../../../shared/net/address.ts";
import { connect } from "../../../shared/net/connect.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { printStatus } from "../../../shared/process/print-status.ts";
import { type OpenOptions, openChannel } from "../a-channel/open-channel.ts";
import { say, showTexts } from "../a-channel/talk.ts";
import { type Channel, closingFor } from "../connection/channel.ts";
import {
  backOffMs,
  type CloseReason,
  failureOf,
  lossMessage,
  reasonOfClosing,
  reasonOfError,
  SLOW_VERIFIER_MS,
  STEADY_MS,
} from "../connection/reconnect.ts";
import { type Answer, parseAnswer, type Refusal } from "../protocol/messages.ts";
import { LOGIN_RECORDS, RECORD } from "../protocol/wire.ts";
import { corrected, reasonOf, refusal } from "./credentials.ts";
import { type Credentials, LoginFlow, problemOf } from "./login-flow.ts";

export interface ReturningClientOptions extends OpenOptions {
  address: Address;
  /** Asked for another password when the log-in is refused; undefined where nobody can be asked. */
  person: Ask | undefined;
  input: Readable;
  output: Writable;
  /** The wait before an attempt, in milliseconds; the first one is number 0. */
  backOff?: (attempt: number) => number;
}

/** Messages have no numbers here; RESUME_SESSION must name one all the same. */
const NOTHING_SHOWN = 0;

export class ReturningClient {
  readonly #options: ReturningClientOptions;
  #credentials: Credentials;
  #flow: LoginFlow;
  /** The connection on which it is logged in, and since when, as `performance.now()` tells it. */
  #channel: Channel | undefined;
  #loggedInAtMs = 0;
  #hasBeenIn = false;
  #isLeaving = false;
  /** Whether a person was asked about the server, so that the handshake may have run out of time. */
  #tookLong = false;
  /** Wakes what waits for {@link #channel}. */
  #wake = () => {};
  /** Resolves when the client leaves while it is not logged in. */
  readonly #left = Promise.withResolvers<void>();

  constructor(credentials: Credentials, options: ReturningClientOptions) {
    this.#options = options;
    this.#credentials = credentials;
    this.#flow = new LoginFlow(credentials);
  }

  /**
   * Returns when the input has ended, or somebody wanted to {@link leave}.
   *
   * @throws ProgramError when the log-in is refused, the server cannot be reached or trusted, or it does not
   * want this client back
   */
  async run(): Promise<void> {
    const talking = this.#talk();
    const sending = this.#sendLines();
    try {
      await Promise.race([talking, sending.then(() => talking), this.#left.promise]);
    } finally {
      this.#options.input.destroy();
    }
  }

  /** Says CLOSE, which ends the session, and does not come back. */
  leave(): void {
    this.#isLeaving = true;
    if (this.#channel === undefined) this.#left.resolve();
    else this.#channel.close();
  }

  /** One connection after the other. */
  async #talk(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const end = await this.#runConnection();
      if (this.#isLeaving) return;
      if ("type" in end) {
        await this.#askAgain(end);
      } else if (this.#hasBeenIn) {
        if (!end.again) throw failureOf(end, this.#options.address);
        if (performance.now() - this.#loggedInAtMs > STEADY_MS) attempt = 0;
        await this.#wait(end, attempt);
      } else if (!this.#tookLong) {
        throw failureOf(end, this.#options.address);
      }
    }
  }

  /** One connection, from its beginning to its end. Returns why it ended, or why the log-in was refused. */
  async #runConnection(): Promise<CloseReason | Refusal> {
    const { address } = this.#options;
    try {
      const socket = await connect(address);
      printStatus(`connected to ${formatAddress(address)}`);
      const verifyServer = (fingerprint: string) => this.#verifyServer(fingerprint);
      return await this.#use(await openChannel(socket, { ...this.#options, verifyServer }));
    } catch (error) {
      return reasonOfError(error);
    }
  }

  async #verifyServer(fingerprint: string): Promise<void> {
    printStatus(`fingerprint ${fingerprint}`);
    const beganMs = performance.now();
    await this.#options.verifyServer(fingerprint);
    this.#tookLong = performance.now() - beganMs > SLOW_VERIFIER_MS;
  }

  /** Logs in and talks. */
  async #use(channel: Channel): Promise<CloseReason | Refusal> {
    try {
      const refused = await this.#logIn(channel);
      if (refused !== undefined) return refused;
      await showTexts(channel, this.#options.output);
      return reasonOfClosing(channel.lastWord ?? {});
    } catch (error) {
      if (error instanceof ProtocolError) channel.close(closingFor(error));
      throw error;
    } finally {
      this.#channel = undefined;
      await channel.part();
    }
  }

  /** Shows who this is, as often as the flow wants. Returns why the server refuses; undefined when it does not. */
  async #logIn(channel: Channel): Promise<CloseReason | Refusal | undefined> {
    const problem = problemOf(this.#credentials);
    if (problem !== undefined) return { type: "refused", reason: problem };
    for (;;) {
      const request = this.#flow.entry(this.#hasBeenIn ? NOTHING_SHOWN : undefined);
      const { type, ...shown } = request;
      channel.send(LOGIN_RECORDS[type], JSON.stringify(shown));
      const answer = await nextAnswer(channel);
      if (answer === undefined) return reasonOfClosing(channel.lastWord ?? {});
      const step = this.#flow.take(answer);
      if (step.type === "refused") return step.why;
      if (step.type === "in") return this.#enter(channel, step.name);
    }
  }

  #enter(channel: Channel, name: string): undefined {
    printStatus(`logged in as ${name}`);
    this.#hasBeenIn = true;
    this.#loggedInAtMs = performance.now();
    this.#channel = channel;
    this.#wake();
  }

  /** @throws ProgramError when nobody can be asked: what is typed from the log-in on is the conversation's */
  async #askAgain(why: Refusal): Promise<void> {
    const { person } = this.#options;
    if (person === undefined || this.#hasBeenIn) throw refusal(why);
    printStatus(`the server says: ${reasonOf(why)}`);
    this.#credentials = await corrected(this.#credentials, why, person);
    this.#flow = new LoginFlow(this.#credentials);
  }

  async #wait({ reason }: CloseReason, attempt: number): Promise<void> {
    const { backOff = backOffMs } = this.#options;
    const waitMs = backOff(attempt);
    printStatus(lossMessage(reason, waitMs));
    await pause(waitMs);
  }

  /** Sends each line, up to `exit` or the end of the input; while there is no connection, it waits. */
  async #sendLines(): Promise<void> {
    await this.#loggedIn();
    for await (const line of typedLines(this.#options.input)) {
      if (line === "exit") break;
      await say(await this.#loggedIn(), line);
    }
    this.leave();
  }

  /** The connection, as soon as there is one. */
  async #loggedIn(): Promise<Channel> {
    while (this.#channel === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#channel;
  }
}

/** The server's answer; undefined when it says CLOSE. A PING is answered on the way. */
async function nextAnswer(channel: Channel): Promise<Answer | undefined> {
  for (;;) {
    const record = await channel.next();
    if (record === undefined) return undefined;
    if (record.type === RECORD.PING) channel.send(RECORD.PONG, "{}");
    else if (record.type !== RECORD.PONG) return parseAnswer(record);
  }
}
