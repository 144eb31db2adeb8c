/** One connection to the server: from the knock at its door to the last word. */

import type { Socket } from "node:net";
import type { Address } from "../../../shared/net/address.ts";
import { connect } from "../../../shared/net/connect.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { openChannel } from "../a-channel/open-channel.ts";
import { type Channel, Heartbeat } from "../connection/channel.ts";
import type { ServerVerifier } from "../connection/server-verifier.ts";
import type { Closing, LoginRequest, Request } from "../protocol/messages.ts";
import { LOGIN_RECORDS, type RawRecord, RECORD } from "../protocol/wire.ts";

/** How long this client waits, in milliseconds. */
export interface ClientTimes {
  /** For the TCP connection; a system that nobody stops waits for minutes. */
  connectMs: number;
  handshakeMs: number;
  frameMs: number;
  pingMs: number;
  pongMs: number;
}

export interface ServerConnectionOptions {
  address: Address;
  tls: boolean;
  times: ClientTimes;
  verifyServer: ServerVerifier;
  /** Called when the TCP connection stands. */
  connected(): void;
  /** Cuts it off, whatever it is at. */
  signal: AbortSignal;
}

/** What a session does with a connection. */
export type SessionConnection = Pick<ServerConnection, "enter" | "request" | "close">;

export class ServerConnection {
  readonly #channel: Channel;
  readonly #heartbeat: Heartbeat;
  #isSilent = false;

  private constructor(channel: Channel, { pingMs, pongMs }: ClientTimes) {
    this.#channel = channel;
    this.#heartbeat = new Heartbeat({
      pingMs,
      pongMs,
      ping: () => channel.send(RECORD.PING, "{}"),
      dead: () => {
        this.#isSilent = true;
        channel.destroy();
      },
    });
  }

  /**
   * Connects and shakes hands.
   *
   * @throws ProtocolError when the server breaks the rules, what the verifier throws, the system's error
   */
  static async open(options: ServerConnectionOptions): Promise<ServerConnection> {
    const { verifyServer, signal, times, tls } = options;
    const socket = await connectInTime(options);
    const cut = () => socket.destroy();
    signal.addEventListener("abort", cut, { once: true });
    socket.once("close", () => signal.removeEventListener("abort", cut));
    if (signal.aborted) cut();
    options.connected();
    const { frameMs, handshakeMs } = times;
    const channel = await openChannel(socket, { verifyServer, tls, frameMs, handshakeMs });
    return new ServerConnection(channel, times);
  }

  /** Shows who this is. */
  enter(entry: LoginRequest): void {
    const { type, ...shown } = entry;
    this.#channel.send(LOGIN_RECORDS[type], JSON.stringify(shown));
  }

  request(request: Request): void {
    this.#channel.send(RECORD.CLIENT_TO_SERVER, JSON.stringify(request));
  }

  /**
   * Hands each record on, in order, and waits until it is dealt with before it reads the next: who
   * shows slowly is told slowly. Returns the server's last word when it has left, after this side has
   * said its own.
   *
   * @throws as {@link open}, and what `take` throws; the server has been told when it has broken a rule
   */
  async read(take: (record: RawRecord) => void | Promise<void>): Promise<Closing> {
    try {
      for (;;) {
        const record = await this.#channel.next();
        if (record === undefined) break;
        this.#heartbeat.heard();
        if (!this.#isAnswered(record)) await take(record);
      }
    } catch (error) {
      if (error instanceof ProtocolError) this.#channel.close({ reason: error.message });
      throw error;
    } finally {
      this.#heartbeat.close();
      await this.#channel.part();
    }
    if (this.#isSilent) throw new ProtocolError("the server does not answer");
    return this.#channel.lastWord ?? {};
  }

  /** Says the last word. What the server still says is still read. */
  close(): void {
    this.#channel.close();
  }

  #isAnswered({ type }: RawRecord): boolean {
    if (type === RECORD.PING) this.#channel.send(RECORD.PONG, "{}");
    return type === RECORD.PING || type === RECORD.PONG;
  }
}

/**
 * Waits for something that nobody can stop, and stops waiting.
 *
 * @returns what the work brings, unless the signal aborts first. The work goes on all the same; whoever must
 * undo what it brings sees to that.
 *
 * @throws the signal's reason, and what the work throws
 */
export async function orAborted<Result>(
  work: Result | Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** A connection that comes too late is closed at once. */
async function connectInTime({ address, times, signal }: ServerConnectionOptions): Promise<Socket> {
  const connecting = connect(address);
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(tooSlow(times.connectMs)), times.connectMs);
  try {
    return await orAborted(connecting, AbortSignal.any([signal, tooLate.signal]));
  } catch (error) {
    connecting.then((socket) => socket.destroy()).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(connectMs: number): Error {
  return Object.assign(new Error(`no connection within ${connectMs} ms`), { code: "ETIMEDOUT" });
}
