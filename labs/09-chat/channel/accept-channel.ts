/** A channel out of a connection that was accepted: the server's side. */
import type { Socket } from "node:net";
import type { HashGate } from "../../../shared/auth/hash-gate.ts";
import { SERVER_BEFORE_LOG_IN_BYTES } from "../protocol/limits.ts";
import { Channel } from "./channel.ts";
import { shakeHandsAsServer } from "./handshake.ts";
import type { Identity } from "./identity.ts";
import { lineOf, withinHandshake } from "./line.ts";
import { PlainSealing } from "./sealing.ts";
import { tlsAsServer } from "./tls.ts";

export interface AcceptOptions {
  identity: Identity;
  /** TLS 1.3 in place of FC1. */
  tls: boolean;
  /** How long a frame that was begun may take, in milliseconds. */
  frameMs: number;
  /** How long the whole handshake may take, in milliseconds. */
  handshakeMs: number;
  /** How many handshakes may sign at once; who finds its queue full is turned away. */
  gate: HashGate;
}

/**
 * Shakes hands; returns the channel, on which nothing is said yet. A client that breaks the rules is not
 * told so: the socket is destroyed.
 *
 * @throws ProtocolError when the client breaks the rules or takes too long, the system's error when the
 * connection breaks
 */
export async function acceptChannel(socket: Socket, options: AcceptOptions): Promise<Channel> {
  return withinHandshake(socket, options.handshakeMs, async () => {
    const frameOptions = { maxBodyBytes: SERVER_BEFORE_LOG_IN_BYTES, frameMs: options.frameMs };
    if (options.tls) {
      const tlsSocket = await tlsAsServer(socket, options.identity);
      return new Channel(tlsSocket, new PlainSealing(), frameOptions);
    }
    const { line, frames } = lineOf(socket, frameOptions);
    const sealing = await shakeHandsAsServer(line, options);
    return new Channel(socket, sealing, frameOptions, frames);
  });
}
