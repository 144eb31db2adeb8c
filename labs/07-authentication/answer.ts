/**
 * One request, one answer. The order of the questions is the lesson:
 *
 *     register, log-in   is the throttle open?  ─▶  is a place for a hash free?  ─▶  hash
 *     all the rest       is the token good?     ─▶  what do you want?
 *
 * What is cheap comes before what is dear, and nothing is done for whoever has not shown a token.
 */
import type { Attempts } from "../../shared/auth/attempts.ts";
import { parseName } from "../../shared/auth/parse-name.ts";
import { parseNewName } from "../../shared/auth/parse-new-name.ts";
import { parsePassword } from "../../shared/auth/parse-password.ts";
import type { SessionTokens } from "../../shared/auth/session-tokens.ts";
import type { Log } from "../../shared/logging/log.ts";
import { errorCode, systemReason } from "../../shared/process/errors.ts";
import type { Accounts } from "./accounts.ts";
import {
  type Answer,
  type Command,
  type Credentials,
  NOT_LOGGED_IN,
  refused,
  WRONG,
} from "./messages.ts";
import { type FirstLook, parseCommand, parseRequest } from "./parse-request.ts";

/** What the answers rest on; one for all clients. */
export interface ServerContext {
  accounts: Accounts;
  attempts: Attempts;
  sessions: SessionTokens;
}

/** The client that asks. */
export interface Client {
  /** Its address, without the port. */
  host: string;
  log: Log;
}

/** Answers one line of a client. */
export async function answerTo(
  line: string,
  client: Client,
  context: ServerContext,
): Promise<Answer> {
  const request = parseRequest(line);
  if (!request.ok) return refused(`not understood: ${request.reason}`);
  if (request.value.type === "order") return answerOrder(request.value, client, context);
  return await answerCredentials(request.value, client, context);
}

/** Whoever has a token is told and served; whoever has none gets one answer, whatever else he sent. */
function answerOrder(
  { token, fields }: FirstLook & { type: "order" },
  client: Client,
  { sessions }: ServerContext,
): Answer {
  const user = sessions.userOf(token);
  if (user === undefined) return refused(NOT_LOGGED_IN);
  const command = parseCommand(fields);
  if (!command.ok) return refused(`not understood: ${command.reason}`);
  if (command.value.type === "log-out") sessions.close(token);
  client.log.info(command.value.type, { user });
  return carryOut(command.value);
}

/** What this server is good for, once it knows with whom it speaks. */
function carryOut(command: Command): Answer {
  switch (command.type) {
    case "say":
      return { type: "said", text: command.text };
    case "log-out":
      return { type: "good-bye" };
    default:
      return command satisfies never;
  }
}

async function answerCredentials(
  { type, name: text, password }: Credentials,
  client: Client,
  context: ServerContext,
): Promise<Answer> {
  const name = type === "register" ? parseNewName(text) : parseName(text);
  if (!name.ok) return refused(`bad name: ${name.reason}`);
  if (type === "register") return await register(name.value, password, client, context);
  return await logIn(name.value, password, client, context);
}

async function register(
  name: string,
  text: string,
  { host, log }: Client,
  { accounts, attempts }: ServerContext,
): Promise<Answer> {
  const password = parsePassword(text);
  if (!password.ok) return refused(`bad password: ${password.reason}`);
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const outcome = await registered(accounts, name, password.value, log);
  if (outcome === "not stored") {
    attempts.wasNotMade(attempt);
    return refused("cannot store an account now; try again later");
  }
  if (outcome === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (outcome === "taken") return refused("name is taken");
  attempts.wasRight(attempt);
  log.info("registered", { user: name });
  return { type: "registered" };
}

/** A full disk is the server's trouble, and no reason to hang up on a client. */
async function registered(accounts: Accounts, name: string, password: string, log: Log) {
  try {
    return await accounts.register(name, password);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    log.error("account-not-stored", { user: name, reason: systemReason(error) });
    return "not stored";
  }
}

async function logIn(
  name: string,
  password: string,
  { host, log }: Client,
  { accounts, attempts, sessions }: ServerContext,
): Promise<Answer> {
  const attempt = { address: host, name };
  const waitMs = attempts.begin(attempt);
  if (waitMs > 0) return tooMany(waitMs, log);
  const user = await accounts.whoIs(name, password);
  if (user === "busy") return busy(() => attempts.wasNotMade(attempt), log);
  if (user === undefined) {
    // Of an unknown name nothing is noted: now and then somebody types the password there.
    log.warn("log-in-refused", { user: accounts.has(name) ? name : undefined });
    return refused(WRONG);
  }
  attempts.wasRight(attempt);
  log.info("log-in", { user: user.name });
  return { type: "welcome", name: user.name, token: sessions.open(user.name) };
}

function tooMany(waitMs: number, log: Log): Answer {
  const retryAfterMs = Math.ceil(waitMs);
  log.warn("too-many-attempts", { retryAfterMs });
  const seconds = Math.ceil(waitMs / 1_000);
  return { ...refused(`too many attempts; try again in ${seconds} s`), retryAfterMs };
}

function busy(takeBack: () => void, log: Log): Answer {
  takeBack();
  log.warn("busy");
  return refused("busy; try again later");
}
