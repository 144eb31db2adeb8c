/** How a client gets in: it shows who it is, as often as it likes, but not for as long as it likes. */

import { errorCode } from "../../../shared/process/errors.ts";
import type { Room } from "../c-room/room.ts";
import { type RateLimits, TokenBucket } from "../c-room/token-bucket.ts";
import type { Answer, LoginRequest } from "../protocol/messages.ts";
import { parseLoginRequest } from "../protocol/parse.ts";
import { RECORD, type RecordType } from "../protocol/wire.ts";
import type { Accounts, LoginClient } from "./accounts.ts";
import type { ClientConnection } from "./client-connection.ts";

export interface LogInOptions extends RateLimits {
  accounts: Accounts;
  room: Room;
  /** How long all attempts together may take, in milliseconds. */
  logInMs: number;
  /** Connections of one user at once. */
  perUser: number;
}

/** Somebody who has shown who it is. */
export interface User {
  name: string;
  token: string;
  /** The number of the last message that it has seen; undefined when it has not said so. */
  after: number | undefined;
}

/** When a client may try again that came while nobody was taken in, in milliseconds. */
const TRY_AGAIN_MS = 10_000;

const NOT_OPEN: Answer = {
  type: "refused",
  reason: "the operator lets nobody new in for now; try again later",
  retryAfterMs: TRY_AGAIN_MS,
};

/**
 * Answers attempts until one is right. Returns undefined when the connection ends before.
 *
 * @throws ProtocolError when the client breaks the rules, what breaks the connection
 */
export async function logIn(
  connection: ClientConnection,
  client: LoginClient,
  options: LogInOptions,
): Promise<User | undefined> {
  const bucket = new TokenBucket(options);
  const alarm = setTimeout(() => {
    connection.end("log-in-deadline", { reason: "you took too long to log in; connect again" });
  }, options.logInMs);
  try {
    for (;;) {
      const record = await connection.next();
      if (record === undefined) return undefined;
      await connection.pause(bucket.take());
      if (connection.takesAsSignOfLife(record)) continue;
      const request = parseLoginRequest(record);
      const answer = await connection.orEnd(answerTo(request, client, options));
      if (answer === undefined) return undefined;
      sendAnswer(connection, answer);
      if (answer.type === "accepted")
        return { ...answer, after: "after" in request ? request.after : undefined };
    }
  } finally {
    clearTimeout(alarm);
  }
}

async function answerTo(
  request: LoginRequest,
  client: LoginClient,
  { accounts, room, perUser }: LogInOptions,
): Promise<Answer> {
  if (!room.isOpen) return NOT_OPEN;
  try {
    const answer = await accounts.enter(request, client);
    if (answer.type !== "accepted") return answer;
    if (hasRoomFor(answer, room, perUser)) return { ...answer, last: room.last };
    if (request.type !== "resume") accounts.logOut(answer.token);
    client.log.warn("log-in-refused", { why: "too-many-connections", user: answer.name });
    return { type: "refused", reason: tooManyConnections(perUser) };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    client.log.error("not-stored", { code });
    return {
      type: "refused",
      reason: "the server cannot use its list of users now; try again later",
    };
  }
}

/**
 * Whether the user may have one more connection. A client that comes back with its token has lost the
 * connection before, even if the server has not noticed it yet: that one gives up its place.
 */
function hasRoomFor(
  { name, token }: { name: string; token: string },
  room: Room,
  perUser: number,
): boolean {
  const connections = [...room.connectionsOf(name)];
  if (connections.length < perUser) return true;
  const lost = connections.find((member) => member.token === token);
  lost?.end("replaced", { reason: "you have come back on another connection", again: false });
  return lost !== undefined;
}

function tooManyConnections(perUser: number): string {
  return `you are connected ${perUser} times already, and may be no more often; end one of the connections and try again`;
}

const RECORD_OF = {
  accepted: RECORD.LOGIN_ACCEPTED,
  wrong: RECORD.INVALID_USERNAME_OR_PASSWORD,
  taken: RECORD.USER_IN_DATABASE,
  "session-ended": RECORD.SESSION_ENDED,
  refused: RECORD.REFUSED,
} satisfies Record<Answer["type"], RecordType>;

/** The type of the record says what kind of answer it is. */
function sendAnswer(connection: ClientConnection, { type, ...content }: Answer): void {
  connection.send(RECORD_OF[type], content);
}
