/** A channel out of a connection to a server: the client's side. */
import type { Socket } from "node:net";
import { CLIENT_HANDSHAKE_BYTES, MEMBER_BYTES } from "../protocol/limits.ts";
import { Channel } from "./channel.ts";
import { type Judge, shakeHandsAsClient } from "./handshake.ts";
import { lineOf, withinHandshake } from "./line.ts";
import { PlainSealing } from "./sealing.ts";
import { tlsAsClient } from "./tls.ts";

export interface OpenOptions {
  /** Asked before anything else of the server is believed; throws to refuse it. */
  judge: Judge;
  /** TLS 1.3 in place of FC1. */
  tls: boolean;
  /** How long a frame that was begun may take, in milliseconds. */
  frameMs: number;
  /** How long the whole handshake may take, the judge included, in milliseconds. */
  handshakeMs: number;
}

/**
 * Shakes hands; returns the channel, on which nothing is said yet. When it throws, the socket is
 * destroyed.
 *
 * @throws ProtocolError when the server breaks the rules or takes too long, what the judge throws, the
 * system's error when the connection breaks
 */
export async function openChannel(socket: Socket, options: OpenOptions): Promise<Channel> {
  return withinHandshake(socket, options.handshakeMs, async () => {
    const channelOptions = { maxBodyBytes: MEMBER_BYTES, frameMs: options.frameMs };
    if (options.tls) {
      const tlsSocket = await tlsAsClient(socket, options.judge);
      return new Channel(tlsSocket, new PlainSealing(), channelOptions);
    }
    const { line, frames } = lineOf(socket, {
      ...channelOptions,
      maxBodyBytes: CLIENT_HANDSHAKE_BYTES,
    });
    const sealing = await shakeHandsAsClient(line, options.judge);
    return new Channel(socket, sealing, channelOptions, frames);
  });
}
