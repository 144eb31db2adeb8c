/** For tests: both ends of one channel over the loopback network. */
import type { Socket } from "node:net";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { connectedPair } from "../../../shared/testing/connected-pair.ts";
import { temporaryFolder } from "../../../shared/testing/temporary-folder.ts";
import type { Channel } from "../channel/channel.ts";
import { type Identity, openIdentity } from "../channel/identity.ts";
import {
  type AcceptOptions,
  acceptChannel,
  type OpenOptions,
  openChannel,
} from "../channel/open-channel.ts";

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
  return { judge: () => {}, tls: false, frameMs: 10_000, handshakeMs: 10_000, ...changes };
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
