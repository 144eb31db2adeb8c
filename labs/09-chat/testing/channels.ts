/**
 * For tests: both ends of one channel over the loopback network; and the handshake in plain steps, with a
 * bare socket in the place of one side.
 */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { encodeFrame } from "../../../shared/framing/encode-frame.ts";
import { FrameDecoder } from "../../../shared/framing/frame-decoder.ts";
import { connectedPair } from "../../../shared/testing/connected-pair.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import {
  type ChannelKeys,
  channelKeys,
  deriveSharedSecret,
  newEphemeralKey,
} from "../a-channel/channel-keys.ts";
import {
  encodeClientHello,
  encodeServerHello,
  encodeUnsignedServerHello,
  parseClientHello,
  parseServerHello,
  transcriptHash,
} from "../a-channel/hello.ts";
import {
  type AcceptOptions,
  acceptChannel,
  type OpenOptions,
  openChannel,
} from "../a-channel/open-channel.ts";
import type { Channel } from "../connection/channel.ts";
import { type Identity, openIdentity, signTranscript } from "../connection/identity.ts";

/** Two channels, and the sockets under them. */
export interface ChannelPair {
  client: Channel;
  server: Channel;
  sockets: { client: Socket; server: Socket };
}

let identity: Promise<Identity> | undefined;

/** An identity for all tests of a file: to make one takes a moment. */
export function testIdentity(): Promise<Identity> {
  identity ??= openIdentity(temporaryFolder());
  return identity;
}

/** What a server uses when a test does not care. */
export async function acceptOptions(changes: Partial<AcceptOptions> = {}): Promise<AcceptOptions> {
  const usual = { tls: false, frameMs: 10_000, handshakeMs: 10_000, gate: new HashLimiter() };
  return { ...usual, identity: changes.identity ?? (await testIdentity()), ...changes };
}

/** What a client uses when a test does not care: it takes every server. */
export function openOptions(changes: Partial<OpenOptions> = {}): OpenOptions {
  return { verifyServer: () => {}, tls: false, frameMs: 10_000, handshakeMs: 10_000, ...changes };
}

/** Both ends after the handshake. */
export async function channelPair(
  changes: { tls?: boolean; frameMs?: number } = {},
): Promise<ChannelPair> {
  const sockets = await connectedPair();
  const [server, client] = await Promise.all([
    acceptChannel(sockets.server, await acceptOptions(changes)),
    openChannel(sockets.client, openOptions(changes)),
  ]);
  return { client, server, sockets };
}

/** Both ends of a connection, destroyed when the test is over. */
export async function sockets(): Promise<{ client: Socket; server: Socket }> {
  const pair = await connectedPair();
  for (const socket of [pair.client, pair.server]) {
    socket.on("error", () => {});
    onTestFinished(() => void socket.destroy());
  }
  return pair;
}

/** The server's channel under test, and a bare socket in the client's place. */
export async function atServer(changes: Partial<AcceptOptions> = {}) {
  const { client, server } = await sockets();
  const accepted = outcomeOf(acceptChannel(server, await acceptOptions(changes)));
  return { client, accepted };
}

/** The client's channel under test, and a bare socket in the server's place. */
export async function atClient(changes: Partial<OpenOptions> = {}) {
  const { client, server } = await sockets();
  const opened = outcomeOf(openChannel(client, openOptions(changes)));
  return { server, opened };
}

/** The channel or the error. */
function outcomeOf(channel: Promise<Channel>): Promise<unknown> {
  return channel.catch((error: unknown) => error);
}

/** Takes frame after frame from a bare socket. */
export function framesOf(socket: Socket): () => Promise<Buffer> {
  const decoder = new FrameDecoder();
  const bodies: Buffer[] = [];
  return async () => {
    while (bodies.length === 0) {
      const [chunk] = await once(socket, "data");
      bodies.push(...decoder.push(chunk).map((body) => Buffer.from(body)));
    }
    return bodies.shift() ?? Buffer.alloc(0);
  };
}

/** A ClientHello that shows this key. */
export function newClientHello(ephemeral: Uint8Array = newEphemeralKey().publicKey): Buffer {
  return encodeClientHello({ ephemeral, random: randomBytes(32) });
}

/** All that comes until the other side has ended or broken the connection. */
export async function restOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  if (!socket.closed && !socket.readableEnded) {
    await new Promise<void>((resolve) => {
      socket.once("end", () => resolve());
      socket.once("close", () => resolve());
    });
  }
  return Buffer.concat(chunks);
}

/** The whole client's side of the handshake up to the keys, in plain steps. */
export async function shakeByHand(
  socket: Socket,
): Promise<{ keys: ChannelKeys; transcript: Buffer }> {
  const own = newEphemeralKey();
  const clientHello = newClientHello(own.publicKey);
  const next = framesOf(socket);
  socket.write(encodeFrame(clientHello));
  const serverHello = await next();
  const transcript = transcriptHash(clientHello, serverHello);
  const secret = deriveSharedSecret(own.privateKey, parseServerHello(serverHello).ephemeral);
  return { keys: channelKeys(secret, transcript), transcript };
}

/** A server by hand that makes its hello as it is told. */
export async function answerByHand(
  socket: Socket,
  make: (clientHello: Buffer, own: Uint8Array) => Promise<Uint8Array> | Uint8Array,
): Promise<{ keys: ChannelKeys; transcript: Buffer }> {
  const clientHello = await framesOf(socket)();
  const own = newEphemeralKey();
  const serverHello = await make(clientHello, own.publicKey);
  const transcript = transcriptHash(clientHello, serverHello);
  const secret = deriveSharedSecret(own.privateKey, parseClientHello(clientHello).ephemeral);
  socket.write(encodeFrame(serverHello));
  return { keys: channelKeys(secret, transcript), transcript };
}

/** The ServerHello as it should be. */
export async function rightHello(clientHello: Buffer, ephemeral: Uint8Array): Promise<Buffer> {
  const identity = await testIdentity();
  const unsigned = encodeUnsignedServerHello(
    { ephemeral, random: randomBytes(32) },
    identity.certificate,
  );
  const signature = await signTranscript(
    identity.privateKey,
    transcriptHash(clientHello, unsigned),
  );
  return encodeServerHello(unsigned, signature);
}
