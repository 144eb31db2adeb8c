/**
 * One client's connection, from the first byte to the last:
 *
 *     limiter  ─▶  handshake  ─▶  log-in  ─▶  room  ─▶  last word
 *
 * What is cheap comes before what is dear. Each part has a deadline or a limit of its own, and whatever
 * goes wrong ends this connection and nothing else.
 */
import type { Socket } from "node:net";
import type { Log } from "../../../shared/logging/log.ts";
import {
  type LoggedConnection,
  loggedConnections,
} from "../../../shared/logging/logged-connections.ts";
import { type AcceptOptions, acceptChannel } from "../a-channel/open-channel.ts";
import { ClientConnection } from "../b-accounts/client-connection.ts";
import { type Entrance, type LogInOptions, logIn } from "../b-accounts/log-in.ts";
import { type ConnectionLimiter, type Obstacle, RefusalLog } from "./connection-limiter.ts";
import { type MemberSessionOptions, runMemberSession } from "./member-session.ts";
import { type EntranceOptions, roomEntrance } from "./room-entrance.ts";

/** What the connections of one server share. */
export interface ServerContext
  extends AcceptOptions,
    Omit<LogInOptions, keyof Entrance>,
    EntranceOptions,
    MemberSessionOptions {
  limiter: ConnectionLimiter;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** How long it may take to tell somebody why he is turned away, in milliseconds. */
const TELLING_MS = 1_000;

/** Returns a function that serves one client, or turns it away. It never throws. */
export function connectionHandler(
  context: ServerContext,
  log: Log,
): (socket: Socket) => Promise<void> {
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
      await attend(socket, (visitor) => handleConnection(visitor, context));
    } finally {
      context.limiter.release(host);
    }
  };
}

/** Tells a few of those who come over the limits of an address why; the others are closed without a byte. */
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
    // It did not stay to hear it.
  } finally {
    socket.destroy();
  }
}

/**
 * Serves one client. Returns how its connection ended, in a word.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
async function handleConnection(
  visitor: LoggedConnection,
  context: ServerContext,
): Promise<string> {
  const connection = await connect(visitor.socket, context);
  visitor.log.info("handshake");
  const stop = () => connection.end("stop", { reason: "the server is shutting down", again: true });
  context.stopping.addEventListener("abort", stop);
  try {
    if (context.stopping.aborted) stop();
    const user = await logIn(connection, visitor, { ...context, ...roomEntrance(context) });
    if (user !== undefined) await runMemberSession(user, connection, visitor.log, context);
    return await connection.part();
  } catch (error) {
    connection.endBecauseOf(error);
    await connection.part(); // takes no time when it is the connection that is broken
    throw error;
  } finally {
    context.stopping.removeEventListener("abort", stop);
  }
}

/** The handshake. A server that stops does not wait for it. */
async function connect(socket: Socket, context: ServerContext): Promise<ClientConnection> {
  const cut = () => socket.destroy();
  context.stopping.addEventListener("abort", cut);
  try {
    return new ClientConnection(await acceptChannel(socket, context));
  } finally {
    context.stopping.removeEventListener("abort", cut);
  }
}
