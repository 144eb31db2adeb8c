/** What checks of lab 08 do in several files. */

import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { CheckFailed, fail, type LikelyCause } from "../../../core/failure.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { exactly, startingWith } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { expectFrame, expectFrameLike, frame } from "../../../players/frames.ts";
import { shorten, WAIT } from "./causes.ts";

/** Any text of the right form stands for a token. */
export const SOME_TOKEN = "A".repeat(43);

/** What stands before each text: the token and a blank. */
export const TOKEN_BYTES = SOME_TOKEN.length + 1;

export const DEFAULT_LIMIT = 1_048_576;

/** Long, and still short enough for a line of its own, and for a socket that has nothing else to do. */
export const LONG_BYTES = 40_000;

/** A client that has its token and its turn. */
export interface FakeClient {
  peer: Peer;
  token: string;
  /** How many messages the server should have shown by now, of all clients. */
  shown: number;
  /** Sends texts, with the token, all at once. */
  say(...texts: string[]): void;
}

export async function enter(
  context: CheckContext,
  server: RunningServer,
  voice = "client",
): Promise<FakeClient> {
  const peer = await context.connect(server, voice);
  const token = await expectToken(peer);
  await untilSaid(server.program, startingWithOneOf(["talking to"], peer), DO_NOT_GREET);
  return fakeClientOf(server, peer, token);
}

/** A client that comes while another has its turn. */
export async function enterInLine(
  context: CheckContext,
  server: RunningServer,
  voice: string,
): Promise<FakeClient> {
  const peer = await context.connect(server, voice);
  const token = await expectToken(peer);
  await expectFrame(peer, WAIT, "what a client in line is told");
  return fakeClientOf(server, peer, token);
}

export async function queue(
  context: CheckContext,
  server: RunningServer,
  voice: string,
): Promise<Peer> {
  return (await enterInLine(context, server, voice)).peer;
}

function fakeClientOf(server: RunningServer, peer: Peer, token: string): FakeClient {
  return {
    peer,
    token,
    shown: shownBy(server).length,
    say(...texts) {
      this.peer.send(framesOf(this, texts));
    },
  };
}

export function framesOf({ token }: { token: string }, texts: readonly string[]): Buffer {
  return Buffer.concat(texts.map((text) => frame(`${token} ${text}`)));
}

/** Leaves by a reset, which no exercise has to notice, and waits until the server has seen it. */
export async function leave({ program }: RunningServer, { peer }: { peer: Peer }): Promise<void> {
  if (DO_NOT_PART.has(program)) return await peer.resetSeenBy(program);
  peer.reset();
  await untilSaid(program, goneLine(peer), DO_NOT_PART);
}

/** Programs that were waited for in vain: no check waits for such a line again. */
const DO_NOT_GREET = new WeakSet<Program>();

export const DO_NOT_PART = new WeakSet<Program>();

/** Waits for a line that tells when to go on. Whether it is printed at all is asked by a check of its own. */
export async function untilSaid(
  program: Program,
  line: RegExp,
  silent: WeakSet<Program>,
): Promise<void> {
  if (silent.has(program)) return;
  const search = program.finder(line);
  const found = await program.changes.until(() => search() ?? program.exit, deadlineMs());
  if (found === undefined) silent.add(program);
}

export async function expectToken(peer: Peer): Promise<string> {
  const example = `token ${SOME_TOKEN}`;
  const [, token = ""] = await expectFrameLike(
    peer,
    /^token ([\w-]{43})$/,
    example,
    "the first frame, with a token where the example has As",
  );
  return token;
}

export async function expectReceived(
  server: RunningServer,
  fakeClient: FakeClient,
  text: string,
  cause?: LikelyCause | ((line: string) => LikelyCause),
): Promise<void> {
  const wanted = `received ${Buffer.byteLength(text)} bytes: ${text}`;
  const { changes } = server.program;
  const line = await changes.until(
    () => shownBy(server)[fakeClient.shown] ?? goneFrom(server, fakeClient),
    deadlineMs(),
  );
  fakeClient.shown++;
  if (isShown(text, line)) return;
  const likely = typeof cause === "function" ? cause(line ?? "") : cause;
  const found =
    line === undefined ? "it printed nothing" : `it printed ${JSON.stringify(shorten(line))}`;
  throw new CheckFailed(
    `The server should have printed ${JSON.stringify(shorten(wanted))}; ${found}.`,
    likely,
    { timedOut: line === undefined },
  );
}

/** The messages that the server has shown. */
export function shownBy({ program }: RunningServer): string[] {
  return program.lines().filter((line) => line.startsWith("received "));
}

/** How a message is shown, with any length: whether that is right is asked by a check of its own. */
export function isShown(text: string, line = ""): boolean {
  const [start = ""] = /^received \d+ bytes?: /.exec(line) ?? [];
  return start !== "" && line.slice(start.length) === text;
}

/** The line with which the server says that a client is gone, once it is there. */
export function goneFrom({ program }: RunningServer, { peer }: FakeClient): string | undefined {
  const isOver = goneLine(peer);
  return program.lines().find((line) => isOver.test(line));
}

export function goneLine(peer: Peer): RegExp {
  return startingWithOneOf(["lost", "left", "refused"], peer);
}

/** The server closes the connection, shows nothing of the message, and does not take it for a good end. */
export async function expectRefused(
  server: RunningServer,
  fakeClient: FakeClient,
  what: string,
  cause: LikelyCause,
): Promise<void> {
  const { peer, shown } = fakeClient;
  const { changes } = server.program;
  // Any of them settles it: nobody waits for the end of a connection whose message was taken for a good one.
  await changes.until(() => shownBy(server)[shown] ?? goneFrom(server, fakeClient), deadlineMs());
  const extra = shownBy(server)[shown];
  if (extra !== undefined)
    fail(`Of ${what} nothing should be shown; the server printed ${JSON.stringify(extra)}.`, cause);
  await peer.untilBytes(Number.MAX_SAFE_INTEGER);
  if (peer.ending === "open") {
    const sentence = `${peer.voice}: after ${what} the server should close the connection; it is still open.`;
    throw new CheckFailed(sentence, cause, { timedOut: true });
  }
  const line = goneFrom(server, fakeClient);
  if (line?.startsWith("left") !== true) return;
  fail(`${what} was taken for a good end: the server said ${JSON.stringify(line)}.`, cause);
}

export async function expectSaid(
  program: Program,
  line: string,
  cause?: LikelyCause,
): Promise<void> {
  await program.expectLine(
    exactly(line),
    JSON.stringify(line),
    cause === undefined ? {} : { cause },
  );
}

export async function expectLost(client: Program, why: string): Promise<void> {
  const cause = "What breaks the rules is refused: say so on one line, and end with status 1.";
  await client.expectLine(
    /^Connection lost: ./,
    `a line that begins with "Connection lost: " ${why}`,
    { stream: "stderr", cause },
  );
  await client.expectStatus(1, why, cause);
}

/** The client ends with status 1. What it says then is asked by the check of a server that breaks the rules. */
export async function expectGivesUp(client: Program, why: string, cause: string): Promise<void> {
  await client.expectStatus(1, why, cause);
}

/** The client, connected to a scripted server that has said nothing yet. */
export async function connectedClient(
  context: CheckContext,
  ...flags: string[]
): Promise<{ client: Program; server: Peer }> {
  const listener = await context.listen();
  const client = context.client(listener.address, ...flags);
  return { client, server: await listener.accept(client) };
}

/** The same, with its token. */
export async function greetedClient(
  context: CheckContext,
  ...flags: string[]
): Promise<{ client: Program; server: Peer }> {
  const pair = await connectedClient(context, ...flags);
  pair.server.send(frame(`token ${SOME_TOKEN}`));
  return pair;
}

function startingWithOneOf(words: readonly string[], { address }: Peer): RegExp {
  return new RegExp(words.map((word) => startingWith(`${word} ${address}`).source).join("|"));
}
