/** A scripted server: where the learner's client connects to, played by the grader. */
import { createServer, type Server, type Socket } from "node:net";
import { formatAddress } from "../../shared/net/address.ts";
import { USE_HOST_AND_PORT } from "./causes.ts";
import { Changes } from "./changes.ts";
import type { EventLog } from "./event-log.ts";
import { CheckFailed, type LikelyCause } from "./failure.ts";
import { deadlineMs } from "./pace.ts";
import { Peer } from "./peer.ts";
import type { Program } from "./program.ts";
import { describeExit } from "./program.ts";
import { COME_BY_FLAGS, waitingAtPrompt } from "./prompt.ts";
import { type Wrap, wrapInTime } from "./wrap.ts";

export class Listener {
  readonly #server: Server;
  readonly #eventLog: EventLog;
  readonly #changes = new Changes();
  readonly #waiting: Socket[] = [];
  readonly #all: Socket[] = [];

  private constructor(server: Server, eventLog: EventLog) {
    this.#server = server;
    this.#eventLog = eventLog;
    server.on("connection", (socket) => {
      socket.pause();
      socket.on("error", () => {}); // told by the peer that takes the socket
      this.#waiting.push(socket);
      this.#all.push(socket);
      this.#changes.notify();
    });
  }

  /**
   * Listens; without an address on a free port of the loopback address.
   *
   * @throws the system's error when that address cannot be had
   */
  static open(eventLog: EventLog, address = { host: "127.0.0.1", port: 0 }): Promise<Listener> {
    const server = createServer({ allowHalfOpen: true });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(address, () => {
        const listener = new Listener(server, eventLog);
        eventLog.tell(
          "grader",
          `listens on ${formatAddress(listener.address)} as a scripted server`,
        );
        resolve(listener);
      });
    });
  }

  /** How many connections have come that nobody has taken. */
  get knocks(): number {
    return this.#waiting.length;
  }

  get address(): { host: string; port: number } {
    const bound = this.#server.address();
    if (bound === null || typeof bound === "string") throw new Error("Listener: not listening");
    return { host: bound.address, port: bound.port };
  }

  /**
   * Waits for the client's connection.
   *
   * @param cause why there may be none, in the learner's words
   * @throws CheckFailed when the client ends or the deadline passes without one
   */
  async accept(
    client: Program,
    voice = "scripted server",
    cause?: LikelyCause,
    wrap: Wrap = async (socket) => socket,
  ): Promise<Peer> {
    const stop = () => client.changes.notify();
    this.#changes.until(() => this.#waiting[0], deadlineMs()).then(stop, stop);
    const socket = await client.changes.until(
      () => this.#waiting.shift() ?? (client.exit === undefined ? undefined : "ended"),
      deadlineMs(),
    );
    if (socket !== undefined && socket !== "ended") {
      this.#eventLog.tell(voice, "accepted the client's connection");
      const inner = await wrapInTime(wrap, socket, "client");
      const peer = new Peer(inner, voice, "client", this.#eventLog, client);
      inner.resume();
      return peer;
    }
    const waiting = waitingAtPrompt(client);
    const ending =
      socket === "ended"
        ? `it ${describeExit(client.exit)}`
        : waiting === undefined
          ? `no connection came within ${deadlineMs() / 1000} s`
          : `it ${waiting}`;
    throw new CheckFailed(
      `The client should have connected to ${formatAddress(this.address)}; ${ending}.`,
      cause ?? (waiting === undefined ? USE_HOST_AND_PORT : COME_BY_FLAGS),
      { timedOut: socket === undefined },
    );
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#all) socket.destroy();
  }
}
