/**
 * One client's visit, from the first byte to the last:
 *
 *     door  ─▶  handshake  ─▶  log-in  ─▶  room  ─▶  last word
 *
 * What is cheap comes before what is dear. Each part has a deadline or a limit of its own, and whatever
 * goes wrong ends this visit and nothing else.
 */
import type { Visitor } from "../../../shared/logged-visit.ts";
import { type AcceptOptions, acceptChannel } from "../channel/accept-channel.ts";
import { Connection } from "./connection.ts";
import type { Door } from "./door.ts";
import { type LogInOptions, logIn } from "./log-in.ts";
import { type StayOptions, stay } from "./stay.ts";

/** What a visit needs to know of the server. */
export interface House extends AcceptOptions, LogInOptions, StayOptions {
  door: Door;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/**
 * Serves one client. Returns how its visit ended, in a word.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function visit(visitor: Visitor, house: House): Promise<string> {
  const admission = house.door.enter(visitor.host);
  if (admission !== "in") return admission;
  try {
    return await serve(visitor, house);
  } finally {
    house.door.leave(visitor.host);
  }
}

async function serve(visitor: Visitor, house: House): Promise<string> {
  const connection = await connect(visitor, house);
  const stop = () => connection.end("stop", { reason: "the server stops", again: true });
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
async function connect({ socket, log }: Visitor, house: House): Promise<Connection> {
  const cut = () => socket.destroy();
  house.stopping.addEventListener("abort", cut);
  try {
    const channel = await acceptChannel(socket, house);
    log.info("handshake");
    return new Connection(channel);
  } finally {
    house.stopping.removeEventListener("abort", cut);
  }
}
