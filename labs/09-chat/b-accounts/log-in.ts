/**
 * How a client gets in: it shows who it is, as often as it likes, but not for as long as it likes. What lies
 * behind the log-in is handed in: a conversation with an operator, or a room full of members.
 */

import { errorCode } from "../../../shared/process/errors.ts";
import type { ClientConnection } from "../connection/client-connection.ts";
import { type Answer, type LoginRequest, parseLoginRequest } from "../protocol/messages.ts";
import { LOGIN_RECORDS } from "../protocol/wire.ts";
import type { Accounts, LoginClient } from "./accounts.ts";

export interface LogInOptions extends Entrance {
  accounts: Accounts;
  /** How long all attempts together may take, in milliseconds. */
  logInMs: number;
}

/** What the program behind the log-in decides. */
export interface Entrance {
  /** How long this client's next attempt waits before it is read, in milliseconds; mostly 0. */
  waitMs(): number;
  /** Why nobody may come in now; undefined when they may. It is asked before anything is done for a client. */
  whyClosed(): Refused | undefined;
  /** Whether this user may come in: the number of the newest message, or why not. */
  admit(user: { name: string; token: string }): { last: number } | { why: string; reason: string };
}

type Refused = Extract<Answer, { type: "refused" }>;

/** Somebody who has shown who it is. */
export interface User {
  name: string;
  token: string;
  /** The number of the last message that it has seen; undefined when it has not said so. */
  after: number | undefined;
}

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
  const timer = setTimeout(() => {
    connection.end("log-in-deadline", { reason: "you took too long to log in; connect again" });
  }, options.logInMs);
  try {
    for (;;) {
      const record = await connection.next();
      if (record === undefined) return undefined;
      await connection.pause(options.waitMs());
      if (connection.takesAsSignOfLife(record)) continue;
      const request = parseLoginRequest(record);
      const answer = await connection.orEnd(answerTo(request, client, options));
      if (answer === undefined) return undefined;
      sendAnswer(connection, answer);
      if (answer.type === "accepted")
        return { ...answer, after: "after" in request ? request.after : undefined };
    }
  } finally {
    clearTimeout(timer);
  }
}

async function answerTo(
  request: LoginRequest,
  client: LoginClient,
  { accounts, whyClosed, admit }: LogInOptions,
): Promise<Answer> {
  const refused = whyClosed();
  if (refused !== undefined) return refused;
  try {
    const answer = await accounts.enter(request, client);
    if (answer.type !== "accepted") return answer;
    const admitted = admit(answer);
    if ("last" in admitted) return { ...answer, ...admitted };
    if (request.type !== "resume") accounts.logOut(answer.token);
    const { why, reason } = admitted;
    client.log.warn("log-in-refused", { why, user: answer.name });
    return { type: "refused", reason };
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

/** The type of the record says what kind of answer it is. */
function sendAnswer(connection: ClientConnection, { type, ...content }: Answer): void {
  connection.send(LOGIN_RECORDS[type], content);
}
