/** A user's time in the room: from the log-in to the end of the connection. */

import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import type { Log } from "../../../shared/logging/log.ts";
import { Heartbeat } from "../channel/heartbeat.ts";
import { MEMBER_BYTES } from "../protocol/limits.ts";
import { RECORD } from "../protocol/record-types.ts";
import type { Connection } from "./connection.ts";
import { Flood, type FloodLimits } from "./flood.ts";
import type { User } from "./log-in.ts";
import { Member } from "./member.ts";
import type { OutboxLimits } from "./outbox.ts";
import { pageOnJoin } from "./pages.ts";
import { type Asker, answerRequest, type Chat } from "./requests.ts";
import { UnderWay } from "./under-way.ts";

export interface StayOptions extends Chat, FloodLimits, OutboxLimits {
  /** So much silence, in milliseconds, and the client is asked whether it is there. */
  pingMs: number;
  /** So much more, and it is given up. */
  pongMs: number;
}

/** The client comes back by itself, and shows its password. */
const SESSION_OVER = { reason: "your session has ended; log in again", again: true };

/** Why members are sent away though they would like to stay, in a word. */
const DROPPED = new Set(["slow", "silence", "lost-event", "kicked"]);

/**
 * Brings a user into the room, and returns when it is over; the connection's `why` tells the reason.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function stay(
  user: User,
  connection: Connection,
  log: Log,
  options: StayOptions,
): Promise<void> {
  connection.channel.allow(MEMBER_BYTES);
  const member = new Member(user, connection, options);
  const underWay = new UnderWay((error) => connection.fail(error));
  try {
    options.room.enter(member);
    for (const event of pageOnJoin(user.after, options)) member.tell(event);
    const leaving = () => connection.leaving();
    await converse({ member, log, underWay, leaving }, connection, options);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await underWay.done();
    options.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}

/** Reads what a member sends, as fast as it may send, until one of both ends. */
async function converse(asker: Asker, connection: Connection, options: StayOptions): Promise<void> {
  const flood = new Flood(options);
  const heartbeat = new Heartbeat({
    ...options,
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
      if (!options.accounts.keepAlive(asker.member.token))
        return connection.end("session", SESSION_OVER);
      await connection.pause(flood.take());
      if (connection.takesAsSignOfLife(record)) continue;
      if (record.type !== RECORD.CLIENT_TO_SERVER) {
        throw new PermanentProtocolError(`a record of type ${record.type} in the room`);
      }
      await connection.orEnd(answerRequest(record.body, asker, options));
    }
  } finally {
    heartbeat.close();
  }
}

function tellEnd(why: string, { name }: User, log: Log): void {
  if (DROPPED.has(why)) log.warn("dropped", { user: name, why });
  else log.info("left", { user: name, why });
}
