/** One client's connection: the handshake, the log-in, and the conversation with the operator. */
import type { Log } from "../../../shared/logging/log.ts";
import type { LoggedConnection } from "../../../shared/logging/logged-connections.ts";
import type { AcceptOptions } from "../a-channel/open-channel.ts";
import { acceptChannelOrSayWhy, type OperatorTalk } from "../a-channel/talk.ts";
import type { Channel } from "../connection/channel.ts";
import { ClientConnection } from "../connection/client-connection.ts";
import { MAX_MEMBER_BODY_BYTES } from "../protocol/wire.ts";
import { type Entrance, type LogInOptions, logIn, type User } from "./log-in.ts";

/** What the connections of one server share. */
export interface ServerContext extends AcceptOptions, Omit<LogInOptions, keyof Entrance> {
  talk: OperatorTalk;
  /** Who is talking or waits for it, by the token of the session. */
  talking: Map<string, Talking>;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  print(line: string): void;
}

/** A session's connection. */
interface Talking {
  channel: Channel;
  /** Settles when the conversation on it is over. */
  over: Promise<void>;
}

/** Whoever has the right password may come in: nobody is kept waiting, and no message has a number. */
const OPEN_ENTRANCE: Entrance = {
  waitMs: () => 0,
  whyClosed: () => undefined,
  admit: () => ({ last: 0 }),
};

const STOP = { reason: "the server is shutting down", again: true };

/**
 * Serves one client. Returns how its connection ended, in a word for the log.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function serveUser(client: LoggedConnection, context: ServerContext): Promise<string> {
  const channel = await acceptChannelOrSayWhy(client, context);
  client.log.info("handshake");
  const connection = new ClientConnection(channel);
  const { stopping } = context;
  const stop = () => {
    connection.end("stop", STOP);
    channel.close(STOP);
  };
  const work = async () => {
    const user = await logIn(connection, client, { ...context, ...OPEN_ENTRANCE });
    if (user !== undefined) await converse(user, channel, client.log, context);
  };
  return await connection.serve(work, { stopping, stop });
}

/**
 * Lets a user talk to the operator. A conversation that ends with CLOSE is over, and so is its session.
 * One whose connection breaks is not: its client comes back with the token. If it does so before the server
 * has noticed the loss, the old connection is cut: its client must not have to wait for itself.
 */
async function converse(
  { name, token }: User,
  channel: Channel,
  log: Log,
  { accounts, talk, talking }: ServerContext,
): Promise<void> {
  const lost = talking.get(token);
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  const own = { channel, over };
  talking.set(token, own);
  lost?.channel.destroy();
  await lost?.over;
  channel.allow(MAX_MEMBER_BODY_BYTES);
  try {
    await talk.serve({ name, channel, log });
    if (talking.get(token) === own) accounts.logOut(token);
  } finally {
    if (talking.get(token) === own) talking.delete(token);
    isOver();
  }
}
