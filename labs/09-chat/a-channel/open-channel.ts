/** A channel out of a connection: what a person can set, the client's side, the server's, what both need of a socket. */
import type { Socket } from "node:net";
import type { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { milliseconds } from "../../../shared/config/number-settings.ts";
import {
  clientSettings,
  type Settings,
  type Values,
} from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { ProtocolError } from "../../../shared/process/errors.ts";
import { Channel } from "../connection/channel.ts";
import { type FrameOptions, FrameReader } from "../connection/frame-reader.ts";
import type { Identity } from "../connection/identity.ts";
import { type KeyLog, keyLogSettings } from "../connection/key-log.ts";
import { type ServerVerifier, trustSettings } from "../connection/server-verifier.ts";
import { PlainProtection, tlsAsClient, tlsAsServer } from "../connection/tls.ts";
import {
  MAX_HANDSHAKE_BODY_BYTES,
  MAX_LOGIN_BODY_BYTES,
  MAX_MEMBER_BODY_BYTES,
} from "../protocol/wire.ts";
import { type HandshakeIo, shakeHandsAsClient, shakeHandsAsServer } from "./handshake.ts";

/** What a person can set of every program with a channel. */
export const channelSettings = {
  tls: yesOrNo("TLS 1.3 in place of the lab's own channel"),
  handshakeMs: milliseconds("how long a handshake may take, in ms", "10000"),
  frameMs: milliseconds("how long a frame that was begun may take, in ms", "10000"),
} satisfies Settings;

/** Beside those of every server. */
export const channelServerSettings = { ...channelSettings, ...keyLogSettings } satisfies Settings;

export const channelClientSettings = {
  ...clientSettings,
  ...trustSettings,
  ...channelServerSettings,
} satisfies Settings;

/** What both sides choose. The client's verifier of the server is part of the handshake. */
interface ChannelOptions extends Values<typeof channelSettings> {
  logKeys?: KeyLog | undefined;
}

/** What a client needs to open a channel. */
export interface OpenOptions extends ChannelOptions {
  /** Asked before anything else of the server is believed; throws to refuse it. */
  verifyServer: ServerVerifier;
}

/** What a server needs to accept a channel. */
export interface AcceptOptions extends ChannelOptions {
  identity: Identity;
  /** How many handshakes may sign at once; a client that finds the queue full is turned away. */
  gate: HashLimiter;
  /** Aborts when the server stops, which does not wait for a handshake. */
  stopping?: AbortSignal;
}

/**
 * Shakes hands as the client; returns the channel, on which nothing is said yet. When it throws, the socket is
 * destroyed.
 *
 * @throws ProtocolError when the server breaks the rules or takes too long, what the verifier throws, the
 * system's error when the connection breaks
 */
export async function openChannel(socket: Socket, options: OpenOptions): Promise<Channel> {
  return withinHandshake(socket, options.handshakeMs, async () => {
    const channelOptions = { maxBodyBytes: MAX_MEMBER_BODY_BYTES, frameMs: options.frameMs };
    if (options.tls) {
      const tlsSocket = await tlsAsClient(socket, options.verifyServer);
      return new Channel(tlsSocket, new PlainProtection(), channelOptions);
    }
    const { io, frames } = handshakeIo(socket, {
      ...channelOptions,
      maxBodyBytes: MAX_HANDSHAKE_BODY_BYTES,
    });
    const protection = await shakeHandsAsClient(
      { ...io, logKeys: options.logKeys },
      options.verifyServer,
    );
    return new Channel(socket, protection, channelOptions, frames);
  });
}

/**
 * Shakes hands as the server; returns the channel, on which nothing is said yet. A client that breaks the rules is not
 * told so: the socket is destroyed.
 *
 * @throws ProtocolError when the client breaks the rules or takes too long, the system's error when the
 * connection breaks
 */
export async function acceptChannel(socket: Socket, options: AcceptOptions): Promise<Channel> {
  const { stopping } = options;
  const cut = () => socket.destroy();
  stopping?.addEventListener("abort", cut);
  try {
    return await withinHandshake(socket, options.handshakeMs, async () => {
      const frameOptions = { maxBodyBytes: MAX_LOGIN_BODY_BYTES, frameMs: options.frameMs };
      if (options.tls) {
        const tlsSocket = await tlsAsServer(socket, options.identity);
        return new Channel(tlsSocket, new PlainProtection(), frameOptions);
      }
      const { io, frames } = handshakeIo(socket, frameOptions);
      const protection = await shakeHandsAsServer({ ...io, logKeys: options.logKeys }, options);
      return new Channel(socket, protection, frameOptions, frames);
    });
  } finally {
    stopping?.removeEventListener("abort", cut);
  }
}

/** The socket's frames, for the handshake and for the channel after it. */
function handshakeIo(
  socket: Socket,
  options: FrameOptions,
): { io: HandshakeIo; frames: FrameReader } {
  const frames = new FrameReader(socket, options);
  const io: HandshakeIo = {
    receive: async () => {
      const body = await frames.next();
      if (body === undefined) throw new ProtocolError("the other side left during the handshake");
      return body;
    },
    send: (body) => void socket.write(encodeFrame(body)),
  };
  return { io, frames };
}

/**
 * Runs a handshake, under a timer for all of it: each of its frames alone could be quick and the whole
 * still last forever. When it fails, the socket is destroyed.
 */
async function withinHandshake<Result>(
  socket: Socket,
  handshakeMs: number,
  shakeHands: () => Promise<Result>,
): Promise<Result> {
  let tooSlow: ProtocolError | undefined;
  const timer = setTimeout(() => {
    tooSlow = new ProtocolError(`the handshake took longer than ${handshakeMs} ms`);
    socket.destroy(tooSlow);
  }, handshakeMs);
  // Whoever reads learns of a failure. This is for the moments in which nobody does: an "error" event
  // without a listener ends the process.
  socket.on("error", () => {});
  // Both hellos go out at once: they do not wait for others to fill a packet (Nagle, RFC 896).
  socket.setNoDelay(true);
  try {
    return await shakeHands();
  } catch (error) {
    socket.destroy();
    throw tooSlow ?? error;
  } finally {
    clearTimeout(timer);
  }
}
