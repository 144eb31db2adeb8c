/** A user's time in the room: from the log-in to the end of the connection. */

import { PermanentProtocolError } from "../../../shared/framing/permanent-protocol-error.ts";
import type { Log } from "../../../shared/logging/log.ts";
import type { ClientConnection } from "../b-accounts/client-connection.ts";
import type { User } from "../b-accounts/log-in.ts";
import { Heartbeat } from "../connection/heartbeat.ts";
import { type Asker, answerRequest, type Chat, InFlight } from "../d-delivery/requests.ts";
import { pageOnJoin } from "../history/pages.ts";
import { MAX_MEMBER_BODY_BYTES, RECORD } from "../protocol/wire.ts";
import { Member } from "./member.ts";
import type { OutboxLimits } from "./outbox.ts";
import { type RateLimits, TokenBucket } from "./token-bucket.ts";

export interface MemberSessionOptions extends Chat, RateLimits, OutboxLimits {
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
export async function runMemberSession(
  user: User,
  connection: ClientConnection,
  log: Log,
  options: MemberSessionOptions,
): Promise<void> {
  connection.channel.allow(MAX_MEMBER_BODY_BYTES);
  const member = new Member(user, connection, options);
  const inFlight = new InFlight((error) => connection.fail(error));
  try {
    options.room.enter(member);
    for (const event of pageOnJoin(user.after, options)) member.tell(event);
    const leaving = () => connection.leaving();
    await readRequests({ member, log, inFlight, leaving }, connection, options);
  } catch (error) {
    connection.endBecauseOf(error);
    throw error;
  } finally {
    await inFlight.done();
    options.room.leave(member);
    member.close();
    tellEnd(connection.why ?? "closed", user, log);
  }
}

/** Reads what a member sends, as fast as it may send, until one of both ends. */
async function readRequests(
  asker: Asker,
  connection: ClientConnection,
  options: MemberSessionOptions,
): Promise<void> {
  const bucket = new TokenBucket(options);
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
      await connection.pause(bucket.take());
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
