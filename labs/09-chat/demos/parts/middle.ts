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
import { newEphemeralKey } from "../../a-channel/channel-keys.ts";

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

export interface Attempt {
  title: string;
  /** A fresh one for each connection. */
  newTrick: () => Trick;
}

/** Frames 0 and 1 of each direction are the hello and FINISHED; this is the second order. */
const SECOND_ORDER = 3;

/** Where the keys stand in the hellos. */
const KEY_IN_CLIENT_HELLO = 4;
const KEY_IN_SERVER_HELLO = 0;

export const attempts: Attempt[] = [
  {
    title: "puts a key of his own in the place of the server's",
    newTrick: () => withKey("to-client", KEY_IN_SERVER_HELLO),
  },
  {
    title: "puts a key of his own in the place of the client's",
    newTrick: () => withKey("to-server", KEY_IN_CLIENT_HELLO),
  },
  {
    title: "puts a key of all zeros in the place of the client's",
    newTrick: () =>
      onFrame("to-server", 0, (body, { send }) => {
        send("to-server", body.fill(0, KEY_IN_CLIENT_HELLO, KEY_IN_CLIENT_HELLO + 32));
      }),
  },
  {
    title: "turns one bit of the second order",
    newTrick: () =>
      onSecondOrder((body, { send }) => {
        body[100] = (body[100] ?? 0) ^ 1;
        send("to-server", body);
      }),
  },
  {
    title: "sends the second order twice",
    newTrick: () =>
      onSecondOrder((body, { send }) => {
        send("to-server", body);
        send("to-server", body);
      }),
  },
  { title: "keeps the second order for himself", newTrick: () => onSecondOrder(() => {}) },
  { title: "lets the third order overtake the second", newTrick: overtaking },
  {
    title: "sends the second order back to the client",
    newTrick: () => onSecondOrder((body, { send }) => send("to-client", body)),
  },
  {
    title: "cuts the connection before the second order",
    newTrick: () => onSecondOrder((_body, { cut }) => cut()),
  },
];

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

/** Does this with one frame, and lets all others pass. */
function onFrame(
  where: Direction,
  which: number,
  act: (body: Buffer, hands: Hands) => void,
): Trick {
  return (direction, index, body, hands) => {
    if (direction === where && index === which) act(body, hands);
    else hands.send(direction, body);
  };
}

function onSecondOrder(act: (body: Buffer, hands: Hands) => void): Trick {
  return onFrame("to-server", SECOND_ORDER, act);
}

function withKey(where: Direction, at: number): Trick {
  return onFrame(where, 0, (body, { send }) => {
    body.set(newEphemeralKey().publicKey, at);
    send(where, body);
  });
}

function overtaking(): Trick {
  let kept: Buffer | undefined;
  return (direction, index, body, hands) => {
    if (direction === "to-server" && index === SECOND_ORDER) {
      kept = body;
      return;
    }
    hands.send(direction, body);
    if (direction === "to-server" && kept !== undefined) {
      hands.send("to-server", kept);
      kept = undefined;
    }
  };
}
