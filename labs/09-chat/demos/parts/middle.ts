/**
 * Somebody between a client and a server: the client connects to him, he connects to the server. He
 * sees each frame and decides what becomes of it. He can do all that a router, a wireless access point
 * or an Internet provider can do.
 *
 *     client ──▶ middle ──▶ server
 *            ◀──        ◀──
 */
import { createServer, type Socket } from "node:net";
import { encodeFrame } from "../../../../shared/framing/encode-frame.ts";
import { FrameDecoder } from "../../../../shared/framing/frame-decoder.ts";
import type { Address } from "../../../../shared/net/address.ts";
import { connect } from "../../../../shared/net/connect.ts";
import { listen } from "../../../../shared/net/listen.ts";

export type Direction = "to-server" | "to-client";

/** What the man in the middle can do. */
export interface Hands {
  /** Sends a frame on its way. */
  send(direction: Direction, body: Uint8Array): void;
  /** Ends both connections, each with FIN, as if the other side had. */
  cut(): void;
}

/**
 * Decides about a frame that has come: it goes on only if he sends it.
 *
 * @param index 0 for the first frame of its direction
 */
export type Trick = (direction: Direction, index: number, body: Buffer, hands: Hands) => void;

export interface Middle {
  address: Address;
  close(): void;
}

/** Opens a place in the middle, on a port of its own. Each connection gets a trick of its own. */
export async function openMiddle(target: Address, newTrick: () => Trick): Promise<Middle> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, async (client) => {
    sockets.add(client);
    const upstream = await connect(target);
    sockets.add(upstream);
    standBetween(client, upstream, newTrick());
  });
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address, close };
}

/** Lets everything pass as it is. */
export const honest: Trick = (direction, _index, body, hands) => hands.send(direction, body);

function standBetween(client: Socket, server: Socket, trick: Trick): void {
  const hands: Hands = {
    send: (direction, body) => {
      const socket = direction === "to-server" ? server : client;
      if (socket.writable) socket.write(encodeFrame(body));
    },
    cut: () => {
      client.end();
      server.end();
    },
  };
  pass(client, server, (index, body) => trick("to-server", index, body, hands));
  pass(server, client, (index, body) => trick("to-client", index, body, hands));
}

function pass(from: Socket, to: Socket, take: (index: number, body: Buffer) => void): void {
  const decoder = new FrameDecoder();
  let index = 0;
  from.setNoDelay(true);
  from.on("data", (chunk) => {
    // Copies: a trick may keep a frame for later.
    for (const body of decoder.push(chunk)) take(index++, Buffer.from(body));
  });
  from.on("end", () => to.end());
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroySoon());
}
