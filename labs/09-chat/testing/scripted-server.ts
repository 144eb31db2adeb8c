/** For tests: a server over real sockets whose every word is the test's. */
import { createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Address } from "../../../shared/net/address.ts";
import { listen } from "../../../shared/net/listen.ts";
import { acceptChannel } from "../a-channel/open-channel.ts";
import type { Channel } from "../connection/channel.ts";
import type { ChatEvent } from "../protocol/messages.ts";
import { RECORD } from "../protocol/wire.ts";
import { acceptOptions } from "./channels.ts";

/** A token of the right form. */
export const TOKEN = "t".repeat(43);

/** One client's connection, after the handshake. */
export class ScriptedPeer {
  readonly channel: Channel;
  readonly #socket: Socket;

  constructor(channel: Channel, socket: Socket) {
    this.channel = channel;
    this.#socket = socket;
  }

  /** The next record of the client, with what its JSON says; undefined after its CLOSE. */
  async next(): Promise<{ type: number; said: unknown } | undefined> {
    const record = await this.channel.next();
    if (record === undefined) return undefined;
    return { type: record.type, said: JSON.parse(Buffer.from(record.body).toString()) };
  }

  send(type: number, content: unknown = {}): void {
    this.channel.send(type, JSON.stringify(content));
  }

  tell(...events: ChatEvent[]): void {
    this.send(RECORD.SERVER_TO_CLIENT, events);
  }

  /** Takes the client in, who is alone and finds this history. */
  accept(last: number, past: ChatEvent[] = [], more = false): void {
    this.send(RECORD.LOGIN_ACCEPTED, { name: "ada", token: TOKEN, last });
    this.tell({ type: "here", name: "ada" }, ...past, { type: "page", more });
  }

  /** The cable is pulled out. */
  cut(): void {
    this.#socket.resetAndDestroy();
  }

  close(closing = {}): void {
    this.channel.close(closing);
  }
}

/** A server that lets a test play the other side of each connection, in the order in which they come. */
export class ScriptedServer {
  readonly address: Address;
  readonly #arrivals: AsyncIterator<Socket>;

  private constructor(address: Address, arrivals: AsyncIterator<Socket>) {
    this.address = address;
    this.#arrivals = arrivals;
  }

  static async open(): Promise<ScriptedServer> {
    const server = createServer({ allowHalfOpen: true });
    const sockets = new Set<Socket>();
    const arrivals = arrivalsAt(server, sockets);
    const address = await listen(server, { host: "127.0.0.1", port: 0 });
    // To make a key takes long: not in the time of a client's handshake.
    await acceptOptions();
    onTestFinished(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    return new ScriptedServer(address, arrivals);
  }

  /** The next connection, before its handshake. */
  async socket(): Promise<Socket> {
    const arrival = await this.#arrivals.next();
    return arrival.value;
  }

  /** The next connection, after its handshake. */
  async peer(): Promise<ScriptedPeer> {
    const socket = await this.socket();
    return new ScriptedPeer(await acceptChannel(socket, await acceptOptions()), socket);
  }
}

function arrivalsAt(server: Server, sockets: Set<Socket>): AsyncIterator<Socket> {
  const waiting: Socket[] = [];
  let wake = () => {};
  server.on("connection", (socket) => {
    socket.on("error", () => {}); // a test resets connections
    sockets.add(socket);
    waiting.push(socket);
    wake();
  });
  return (async function* () {
    for (;;) {
      const socket = waiting.shift();
      if (socket !== undefined) yield socket;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  })();
}
