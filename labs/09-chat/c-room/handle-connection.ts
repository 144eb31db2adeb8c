/**
 * One client's connection, from the first byte to the last:
 *
 *     limiter  ─▶  handshake  ─▶  log-in  ─▶  room  ─▶  CLOSE
 *
 * The cheap steps come before the expensive ones. Each has a deadline or a limit of its own, and whatever
 * goes wrong ends this connection and nothing else.
 */
import type { Socket } from "node:net";
import { HashLimiter } from "../../../shared/auth/hash-limiter.ts";
import { count, milliseconds } from "../../../shared/config/number-settings.ts";
import { parseWhole } from "../../../shared/config/parse-whole.ts";
import { type Settings, serverSettings } from "../../../shared/config/program-options.ts";
import { yesOrNo } from "../../../shared/config/setting.ts";
import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import type { Log } from "../../../shared/logging/log.ts";
import {
  type LoggedConnection,
  loggedConnections,
} from "../../../shared/logging/logged-connections.ts";
import { type AcceptOptions, acceptChannel, channelSettings } from "../a-channel/open-channel.ts";
import { type Entrance, type LogInOptions, logIn, type User } from "../b-accounts/log-in.ts";
import { accountSettings } from "../b-accounts/open-accounts.ts";
import { Heartbeat } from "../connection/channel.ts";
import { ClientConnection } from "../connection/client-connection.ts";
import {
  ConnectionLimiter,
  type ConnectionLimits,
  type Obstacle,
  RefusalLog,
} from "../connection/connection-limiter.ts";
import { MAX_MEMBER_BODY_BYTES, RECORD } from "../protocol/wire.ts";
import { type Answers, type Asker, answerRequest, InFlight } from "./answer-request.ts";
import { Member, type OutboxLimits, written } from "./member.ts";
import { type EntranceOptions, roomEntrance } from "./room.ts";
import { paceOf } from "./token-bucket.ts";

/** No queue of a member may be larger than this, in bytes: there are many of them. */
const MAX_QUEUE_BYTES = 2 ** 30;

/** How much of the server one member, one user and one address may have. */
const limitSettings = {
  pingMs: milliseconds("after so much silence a PING is sent, in ms", "30000"),
  pongMs: milliseconds("after so much more the connection is closed, in ms", "15000"),
  slowBytes: bytes("more than this may not wait long for a member, in bytes", "65536"),
  slowMs: milliseconds("how long it may, in ms", "10000"),
  queueBytes: bytes("more than this may not wait at all, in bytes", "262144"),
  perAddress: count("connections from one address at once", "8"),
  newPerAddress: count("new connections from one address in 10 minutes", "30"),
  perUser: count("connections of one user at once", "8"),
  limitLoopback: yesOrNo("count connections from this machine, too"),
  burst: count("requests of a member at once", "5"),
  perSecond: count("requests of a member in a second after that", "2"),
} satisfies Settings;

/** What a person can set of a chat's server. The figures that all others rest on are in the README, *The wire*. */
export const chatServerSettings = {
  ...serverSettings,
  maxOldLogs: count("full logs that are kept, the newest", "10"),
  ...channelSettings,
  ...limitSettings,
  ...accountSettings,
} satisfies Settings;

/** What a server chooses for its connections. */
export interface ServerOptions
  extends Omit<AcceptOptions, "gate">,
    Omit<LogInOptions, keyof Entrance>,
    ConnectionLimits,
    EntranceOptions,
    OutboxLimits,
    Answers {
  /** After so much silence the client is sent a PING, in milliseconds. */
  pingMs: number;
  /** After so much more the connection is closed, in milliseconds. */
  pongMs: number;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** What the connections of one server share. */
interface ServerContext extends ServerOptions {
  limiter: ConnectionLimiter;
  gate: HashLimiter;
}

/** How many handshakes may wait for one of the two places: each takes milliseconds. */
const HANDSHAKES_WAITING = 1_000;

/** How long it may take to tell clients why they are turned away, in milliseconds. */
const TELLING_MS = 1_000;

/** The client may come back, and logs in with the password. */
const SESSION_OVER = { reason: "your session has ended; log in again", again: true };

/** The reasons for which the server drops a member, as the log tells them. */
const DROPPED = new Set(["slow", "silence", "lost-event", "kicked"]);

/** Returns a function that serves one client, or turns it away. It never throws. */
export function connectionHandler(
  options: ServerOptions,
  log: Log,
): (socket: Socket) => Promise<void> {
  const context: ServerContext = {
    ...options,
    limiter: new ConnectionLimiter(options),
    gate: new HashLimiter({ queueLength: HANDSHAKES_WAITING }),
  };
  const attend = loggedConnections(log);
  const turnedAway = new RefusalLog(log);
  return async (socket) => {
    const host = socket.remoteAddress ?? "unknown";
    const admission = context.limiter.admit(host);
    if (admission !== "in") {
      turnedAway.note(host, admission);
      return await refuseConnection(socket, admission, context);
    }
    try {
      await attend(socket, (client) => handleConnection(client, context));
    } finally {
      context.limiter.release(host);
    }
  };
}

/** Tells a client why it is turned away; when there are too many, closes the connection without a byte. */
async function refuseConnection(
  socket: Socket,
  why: Obstacle,
  context: ServerContext,
): Promise<void> {
  socket.on("error", () => {});
  try {
    if (!context.limiter.mayTell()) return;
    const connection = await connect(socket, { ...context, handshakeMs: TELLING_MS });
    connection.end(why, { reason: context.limiter.reasonFor(why) });
    await connection.part();
  } catch {
    // The client did not wait for the reason.
  } finally {
    socket.destroy();
  }
}

/**
 * Serves one client. Returns how its connection ended, in a word.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
async function handleConnection(client: LoggedConnection, context: ServerContext): Promise<string> {
  const connection = await connect(client.socket, context);
  const { log } = client;
  log.info("handshake");
  const { stopping } = context;
  const stop = () => connection.end("stop", { reason: "the server is shutting down", again: true });
  const work = async () => {
    const user = await logIn(connection, client, { ...context, ...roomEntrance(context) });
    if (user !== undefined) await runMemberSession(user, connection, log, context);
  };
  return await connection.serve(work, { stopping, stop });
}

async function connect(socket: Socket, options: AcceptOptions): Promise<ClientConnection> {
  return new ClientConnection(await acceptChannel(socket, options));
}

/**
 * Brings a user into the room, and returns when they have left; the connection's `why` tells the reason.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
async function runMemberSession(
  user: User,
  connection: ClientConnection,
  log: Log,
  context: ServerContext,
): Promise<void> {
  connection.channel.allow(MAX_MEMBER_BODY_BYTES);
  const member = new Member(user, connection, context);
  const inFlight = new InFlight((error) => connection.fail(error));
  try {
    context.room.enter(member);
    for (const event of context.greet(user.after)) member.tell(written(event));
    const leaving = () => connection.leaving();
    await readRequests({ member, log, inFlight, leaving }, connection, context);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await inFlight.done();
    context.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}

/** Reads what a member sends, no faster than it may send, until either side ends. */
async function readRequests(
  asker: Asker,
  connection: ClientConnection,
  context: ServerContext,
): Promise<void> {
  const waitMs = paceOf(context);
  const heartbeat = new Heartbeat({
    ...context,
    ping: () => connection.send(RECORD.PING),
    dead: () =>
      connection.end("silence", { reason: "your client did not answer for too long", again: true }),
  });
  try {
    for (;;) {
      await connection.orEnd(asker.member.caughtUp());
      const record = await connection.next();
      if (record === undefined) return;
      heartbeat.heard();
      if (!context.accounts.keepAlive(asker.member.token))
        return connection.end("session", SESSION_OVER);
      await connection.pause(waitMs());
      if (connection.takesAsSignOfLife(record)) continue;
      if (record.type !== RECORD.CLIENT_TO_SERVER) {
        throw new PermanentProtocolError(`a record of type ${record.type} in the room`);
      }
      await connection.orEnd(answerRequest(record.body, asker, context));
    }
  } finally {
    heartbeat.close();
  }
}

function tellEnd(why: string, { name }: User, log: Log): void {
  if (DROPPED.has(why)) log.warn("dropped", { user: name, why });
  else log.info("left", { user: name, why });
}

function bytes(about: string, fallback: string) {
  return { about, parse: parseWhole(1, MAX_QUEUE_BYTES), fallback };
}
