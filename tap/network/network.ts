/** A network between clients and a server: listens, and passes every connection on to the server. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Address } from "../../shared/net/address.ts";
import { connect } from "../../shared/net/connect.ts";
import { listen } from "../../shared/net/listen.ts";
import { errorCode } from "../../shared/process/errors.ts";
import type { Hostility } from "./hostility.ts";
import { Relay } from "./relay.ts";
import type { ConnectionEvent, WireEvent } from "./wire-event.ts";

/** Any free port of this machine's own address: nobody else can come in. */
const ANYWHERE_HERE: Address = { host: "127.0.0.1", port: 0 };

export interface NetworkOptions {
  /** Where the server is. */
  to: Address;
  /** Where clients connect; any free port of 127.0.0.1 when not said. */
  at?: Address;
  hostility?: Hostility;
  /** Is told of everything that passes, just before it is delivered. */
  see?: (event: WireEvent) => void;
}

export class Network {
  /** Where clients connect. */
  readonly address: Address;
  readonly #server: Server;
  /** What is open, and the moment at which it will not be any more. */
  readonly #open = new Map<Socket, Promise<unknown>>();
  #connections = 0;

  private constructor(server: Server, address: Address, options: NetworkOptions) {
    this.#server = server;
    this.address = address;
    server.on("connection", (client) => void this.#passOn(client, options));
  }

  /** @throws the system's error when it cannot listen there */
  static async open(options: NetworkOptions): Promise<Network> {
    const server = createServer({ allowHalfOpen: true });
    const address = await listen(server, options.at ?? ANYWHERE_HERE);
    return new Network(server, address, options);
  }

  /** Ends everything at once. Returns when nothing is left open. */
  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#open.keys()) socket.destroy();
    await closed;
    while (this.#open.size > 0) await Promise.all(this.#open.values());
  }

  async #passOn(client: Socket, { to, hostility = {}, see = () => {} }: NetworkOptions) {
    this.#keep(client);
    this.#connections += 1;
    const connection = this.#connections;
    const seeHere = (event: ConnectionEvent) => see({ connection, ...event });
    // Asked at once: of a socket that is closed Node no longer knows it.
    const address = { host: client.remoteAddress ?? "unknown", port: client.remotePort ?? 0 };
    try {
      const server = await connect(to);
      this.#keep(server);
      const seenAs = { host: server.localAddress ?? "unknown", port: server.localPort ?? 0 };
      seeHere({ type: "connect", client: address, seenAs });
      new Relay({ client, server }, hostility, seeHere);
    } catch (error) {
      seeHere({ type: "unreachable", reason: errorCode(error) ?? String(error) });
      client.resetAndDestroy();
    }
  }

  #keep(socket: Socket): void {
    // What has broken is seen at "close", which comes in any case.
    socket.on("error", () => {});
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#open.set(socket, promise);
    socket.once("close", () => {
      this.#open.delete(socket);
      resolve();
    });
    if (!this.#server.listening) socket.destroy();
  }
}
