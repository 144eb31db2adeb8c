/**
 * One client's visit, from the first byte to the last:
 *
 *     door  ─▶  handshake  ─▶  log-in  ─▶  room  ─▶  last word
 *
 * What is cheap comes before what is dear. Each part has a deadline or a limit of its own, and whatever
 * goes wrong ends this visit and nothing else.
 */
import type { Socket } from "node:net";
import type { Log } from "../../../shared/logging/log.ts";
import { loggedVisits, type Visitor } from "../../../shared/logging/logged-visit.ts";
import { type AcceptOptions, acceptChannel } from "../channel/accept-channel.ts";
import { Connection } from "./connection.ts";
import type { Door, Obstacle } from "./door.ts";
import { type LogInOptions, logIn } from "./log-in.ts";
import { type StayOptions, stay } from "./stay.ts";
import { TurnedAway } from "./turned-away.ts";

/** What a visit needs to know of the server. */
export interface House extends AcceptOptions, LogInOptions, StayOptions {
  door: Door;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** How long it may take to tell somebody why he is turned away, in milliseconds. */
const TELLING_MS = 1_000;

/** Returns a function that serves one client, or turns it away at the door. It never throws. */
export function visits(house: House, log: Log): (socket: Socket) => Promise<void> {
  const attend = loggedVisits(log);
  const turnedAway = new TurnedAway(log);
  return async (socket) => {
    const host = socket.remoteAddress ?? "unknown";
    const admission = house.door.enter(host);
    if (admission !== "in") {
      turnedAway.note(host, admission);
      return await turnAway(socket, admission, house);
    }
    try {
      await attend(socket, (visitor) => serve(visitor, house));
    } finally {
      house.door.leave(host);
    }
  };
}

/** Tells a few of those who come over the limits of an address why; the others are closed without a byte. */
async function turnAway(socket: Socket, why: Obstacle, house: House): Promise<void> {
  socket.on("error", () => {});
  try {
    if (!house.door.mayTell()) return;
    const connection = await connect(socket, { ...house, handshakeMs: TELLING_MS });
    connection.end(why, { reason: house.door.reasonFor(why) });
    await connection.part();
  } catch {
    // It did not stay to hear it.
  } finally {
    socket.destroy();
  }
}

/**
 * Serves one client. Returns how its visit ended, in a word.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
async function serve(visitor: Visitor, house: House): Promise<string> {
  const connection = await connect(visitor.socket, house);
  visitor.log.info("handshake");
  const stop = () => connection.end("stop", { reason: "the server is shutting down", again: true });
  house.stopping.addEventListener("abort", stop);
  try {
    if (house.stopping.aborted) stop();
    const user = await logIn(connection, visitor, house);
    if (user !== undefined) await stay(user, connection, visitor.log, house);
    return await connection.part();
  } catch (error) {
    connection.endBecauseOf(error);
    await connection.part(); // takes no time when it is the connection that is broken
    throw error;
  } finally {
    house.stopping.removeEventListener("abort", stop);
  }
}

/** The handshake. A server that stops does not wait for it. */
async function connect(socket: Socket, house: House): Promise<Connection> {
  const cut = () => socket.destroy();
  house.stopping.addEventListener("abort", cut);
  try {
    return new Connection(await acceptChannel(socket, house));
  } finally {
    house.stopping.removeEventListener("abort", cut);
  }
}
