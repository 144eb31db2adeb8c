/** A small server and a small client on the chat's channel, and what each of them says in the end. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { HashLimiter } from "../../../../shared/auth/hash-limiter.ts";
import type { Address } from "../../../../shared/net/address.ts";
import { connect } from "../../../../shared/net/connect.ts";
import { listen } from "../../../../shared/net/listen.ts";
import type { acceptChannel, openChannel } from "../../a-channel/open-channel.ts";
import type { Channel } from "../../connection/channel.ts";
import type { Identity } from "../../connection/identity.ts";
import type { ServerVerifier } from "../../connection/server-verifier.ts";
import { RECORD } from "../../protocol/wire.ts";

/** Whoever waits longer gives up, in milliseconds: the demonstration has an end, whatever happens. */
const PATIENCE = { tls: false, frameMs: 5_000, handshakeMs: 5_000 };

/** What the client says, a record each. */
export const ORDERS = ["pay Ada 10 coins", "pay Bob 20 coins", "pay Eve 30 coins"];

/** What makes a channel of a socket, on each side: the worked one, or the learner's. */
export interface ChannelModule {
  acceptChannel: typeof acceptChannel;
  openChannel: typeof openChannel;
}

/** What each side has to say when it is over. */
export interface Outcome {
  client: string;
  server: string;
}

export interface SmallServer {
  address: Address;
  /** What the server says of its next client. */
  verdict(): Promise<string>;
  close(): void;
}

/** Opens a server that takes one client after the other, and acknowledges each order. */
export async function openServer(
  identity: Identity,
  { acceptChannel }: ChannelModule,
): Promise<SmallServer> {
  const gate = new HashLimiter();
  const verdicts: Promise<string>[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    verdicts.push(serve(acceptChannel(socket, { ...PATIENCE, identity, gate })));
    server.emit("client");
  });
  const address = await listen(server, { host: "127.0.0.1", port: 0 });
  const verdict = async () => {
    if (verdicts.length === 0) await once(server, "client");
    return verdicts.shift() ?? "nobody came";
  };
  return { address, verdict, close: () => server.close() };
}

/** Gives all orders to whatever answers at this address, and leaves; returns what the client says. */
export async function giveOrders(
  address: Address,
  verifyServer: ServerVerifier,
  { openChannel }: ChannelModule,
): Promise<string> {
  const socket: Socket = await connect(address);
  return told(openChannel(socket, { ...PATIENCE, verifyServer }), async (channel) => {
    for (const text of ORDERS) channel.send(RECORD.CLIENT_TO_SERVER, text);
    channel.close();
    let acknowledged = 0;
    for (;;) {
      const record = await channel.next();
      if (record === undefined) break;
      acknowledged++;
    }
    const { reason } = channel.lastWord ?? {};
    if (reason !== undefined) return `the server has closed: ${reason}`;
    return `${acknowledged} of ${ORDERS.length} orders acknowledged, a clean end`;
  });
}

async function serve(accepting: Promise<Channel>): Promise<string> {
  const taken: string[] = [];
  const end = await told(accepting, async (channel) => {
    for (;;) {
      const record = await channel.next();
      if (record === undefined) break;
      taken.push(Buffer.from(record.body).toString());
      channel.send(RECORD.SERVER_TO_CLIENT, "taken");
    }
    const { reason } = channel.lastWord ?? {};
    return reason === undefined ? "a clean end" : `the client has closed: ${reason}`;
  });
  return taken.length === 0 ? end : `took ${taken.join(", ")}; then: ${end}`;
}

/** What comes of a channel: what the talk returns, or why it has failed. */
async function told(
  opening: Promise<Channel>,
  talk: (channel: Channel) => Promise<string>,
): Promise<string> {
  try {
    const channel = await opening;
    return await talk(channel).finally(() => channel.part());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
