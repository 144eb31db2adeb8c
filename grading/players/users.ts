/** Users of a server that takes them in by name and password (lab 07): what is asked for them, and what must be answered. */

import type { CheckContext, RunningServer } from "../core/check-context.ts";
import { fail } from "../core/failure.ts";
import { expectLogged } from "../core/log-lines.ts";
import { ANY_TEXT, TextForm } from "../core/patterns.ts";
import type { Peer } from "../core/peer.ts";
import {
  askJson,
  type Expected,
  expectJson,
  type JsonExpectation,
  jsonLine,
  type Message,
} from "./json-lines.ts";

/** The type of an answer that is no refusal: whether it is this very word, a check of its own asks. */
export function done(type: string): TextForm {
  return new TextForm(JSON.stringify(type), /^(?!refused$)/);
}

/** A token is good after its log-out. */
export const TOKEN_STILL_GOOD =
  "To close the connection is not enough: whoever has copied the token goes on using it.";

/** The one reason for a wrong password and an unknown user. */
export const WRONG = "wrong name or password";

/** What is told to the log stands in the file after this time, in milliseconds. */
const LOG_MS = 1_000;

const FOUND_WRONG = "The password is right: it should be found so, and the log tell it.";

/** It may be all of the reason, or more may follow. */
const TOO_MANY = new TextForm('a text that begins with "too many attempts"', /^too many attempts/);

export interface User {
  name: string;
  password: string;
}

/** A name that no other check uses. */
export function newName(context: CheckContext): string {
  return `ada-${context.random.integer(1_000_000, 9_999_999)}-${context.random.integer(0, 99)}`;
}

export function newPassword(context: CheckContext): string {
  return `pw-${context.random.bytes(9).toString("base64url")}`;
}

export function register(name: string, password: string): Message {
  return { type: "register", name, password };
}

export function logIn(name: string, password: string): Message {
  return { type: "log-in", name, password };
}

export function say(token: string, text: string): Message {
  return { type: "say", token, text };
}

/** What a refusal must hold. */
export function refusal(reason: string | TextForm = ANY_TEXT): Expected {
  return { type: "refused", reason };
}

/**
 * Registers a user, and returns a new connection: what exactly the server answers, and whether that is all,
 * a check of its own asks.
 */
export async function registered(
  context: CheckContext,
  server: RunningServer,
  {
    name = newName(context),
    password = newPassword(context),
    cause,
  }: Partial<User> & Pick<JsonExpectation, "cause"> = {},
): Promise<User & { peer: Peer }> {
  const first = await context.connect(server);
  const expectation = { what: `the answer to a registration as ${name}`, cause };
  await askJson(first, register(name, password), { type: done("registered") }, expectation);
  first.close();
  return { name, password, peer: await context.connect(server) };
}

/** Logs a user in, a new one when none is given, on a connection of its own. */
export async function loggedIn(
  context: CheckContext,
  server: RunningServer,
  given?: User & { peer?: Peer },
): Promise<User & { peer: Peer; token: string }> {
  const user: User & { peer?: Peer } = given ?? (await registered(context, server));
  const { name, password } = user;
  const peer = user.peer ?? (await context.connect(server));
  // Whether type and name are the right ones is asked by a check of its own.
  const expected = { type: done("welcome"), token: ANY_TEXT };
  const answer = await askJson(peer, logIn(name, password), expected, {
    what: "the answer to the right password",
  });
  return { name, password, peer, token: String(answer.token) };
}

/**
 * The server must find the password right: it welcomes the user, or, as long as it makes no token yet, its
 * log tells.
 */
export async function expectAccepted(
  context: CheckContext,
  server: RunningServer,
  peer: Peer,
  { name, password, cause = FOUND_WRONG }: User & { cause?: string },
): Promise<void> {
  peer.send(jsonLine(logIn(name, password)));
  const answer = (await peer.untilBytes(1)).toString().trim();
  if (answer.includes('"welcome"')) return;
  if (answer.includes('"refused"')) {
    fail(`${peer.voice}: the right password should be accepted; the answer is ${answer}`, cause);
  }
  await expectLogInLogged(context, server, name, cause);
}

/** The log must tell that this user's password was found right. */
export async function expectLogInLogged(
  context: CheckContext,
  { program }: RunningServer,
  name: string,
  cause = FOUND_WRONG,
): Promise<void> {
  const [entry] = await expectLogged(context, program, {
    what: "the log-in",
    events: [["log-in", { user: name }]],
    cause,
    within: LOG_MS,
  });
  if (entry?.level !== "info") fail(`The level of log-in should be info; it is ${entry?.level}.`);
}

export async function expectTaken(
  context: CheckContext,
  server: RunningServer,
  name: string,
  cause?: string,
): Promise<void> {
  const peer = await context.connect(server);
  await askJson(peer, register(name, newPassword(context)), refusal("name is taken"), {
    what: `the answer to a registration as ${name}, who is there already`,
    cause,
  });
}

/** The answer to whoever must wait; whether it says how long is asked by {@link expectWait}. */
export async function expectTooMany(
  peer: Peer,
  request: Message,
  expectation: { what: string; cause: string },
): Promise<void> {
  await askJson(peer, request, refusal(TOO_MANY), expectation);
}

/** Waits for the answer that says how long to wait; returns that, in milliseconds. */
export async function expectWait(
  peer: Peer,
  expectation: { what: string; cause: string },
): Promise<number> {
  const answer = await expectJson(peer, refusal(TOO_MANY), expectation);
  const { retryAfterMs } = answer;
  if (typeof retryAfterMs === "number" && retryAfterMs > 0) return retryAfterMs;
  return fail(
    `${expectation.what}: "retryAfterMs" should say how long to wait; it is ${JSON.stringify(retryAfterMs)}.`,
  );
}
