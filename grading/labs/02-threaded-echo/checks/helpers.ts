/** What checks of lab 02 do in several files. */

import { nameChange } from "../../../core/causes.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { startingWith, TextForm } from "../../../core/patterns.ts";
import type { Cause, Peer, Seen } from "../../../core/peer.ts";
import {
  CARRIAGE_RETURN,
  ONE_THREAD_FOR_SEVERAL,
  OUTLIVED,
  THREAD_FOR_EACH_LINE,
} from "./causes.ts";

/** Longer than a line may be, in letters as in bytes. */
export const TOO_LONG = 200_000;

/** A client that has been let in. */
export interface AdmittedClient {
  client: Peer;
  /** The number of its thread, as the server has announced it, or else shown in its first answer. */
  thread: number | undefined;
}

/** Why a client may not get in: nothing is printed of it, or it is refused. */
export interface Causes {
  cause?: LikelyCause;
  refused?: LikelyCause;
}

/** Connects a client and waits until it has its thread. */
export async function enter(
  context: CheckContext,
  server: RunningServer,
  voice = "client",
  causes: Causes = {},
): Promise<AdmittedClient> {
  const client = await context.connect(server, voice);
  return { client, thread: await admitted(server, client, causes) };
}

/**
 * Waits for the line `connected ADDR on thread T`; returns T, or undefined where that part is missing. A
 * connection that fails before it gets there ends the wait at once.
 */
export async function admitted(
  server: RunningServer,
  client: Peer,
  { cause, refused = cause }: Causes,
): Promise<number | undefined> {
  const address = RegExp.escape(client.address);
  const line = `connected ${client.address} on thread T`;
  const [whole, isIn, thread] = await server.program.expectLine(
    new RegExp(
      `^(connected) ${address}(?: on thread (\\d+))?$|^refused ${address}: .*$|^.*${address}: TODO: .*$`,
    ),
    `"${line}", T being a number`,
    cause === undefined ? {} : { cause },
  );
  if (isIn === undefined) {
    fail(`The server should print "${line}"; it printed "${whole}".`, refused);
  }
  return thread === undefined ? undefined : Number(thread);
}

/** Clients that are here at once have threads of their own; a number that was not announced is asked for. */
export async function expectOwnThreads(clients: readonly AdmittedClient[]): Promise<void> {
  for (const admittedClient of clients) {
    if (admittedClient.thread !== undefined) continue;
    admittedClient.client.send("hello\n");
    await expectAnswer(admittedClient, 1, "hello");
  }
  const threads = clients.map(({ thread }) => thread);
  if (new Set(threads).size === threads.length) return;
  fail(
    `${threads.length} clients that are here at once should have ${threads.length} threads; they have threads ${threads.join(", ")}.`,
    ONE_THREAD_FOR_SEVERAL,
  );
}

/** A line of this client is answered; how, other checks look at. */
export async function expectServed(client: Peer, cause?: LikelyCause): Promise<void> {
  client.send("hello\n");
  await client.expectLine(new TextForm('"[thread T line N] hello"', /hello/u), "the answer", cause);
}

export async function departed(
  server: RunningServer,
  client: Peer,
  cause?: LikelyCause,
): Promise<void> {
  const line = `disconnected ${client.address}`;
  await server.program.expectLine(
    startingWith(line),
    `"${line}"`,
    cause === undefined ? {} : { cause },
  );
}

/** Waits for the answer to a client's line, which shows its own thread. */
export async function expectAnswer(
  admittedClient: AdmittedClient,
  number: number,
  text: string,
  cause?: Cause,
): Promise<void> {
  const { client, thread } = admittedClient;
  const shown = `[thread ${thread ?? "T"} line ${number}] ${text}`;
  const pattern = new RegExp(
    `^\\[thread (${thread ?? "\\d+"}) line ${number}\\] ${RegExp.escape(text)}$`,
    "u",
  );
  const [, found] = await client.expectLine(
    new TextForm(JSON.stringify(shown), pattern),
    `the answer to its line ${number}`,
    (seen) =>
      causeInAnswer(seen, admittedClient, { number, text }) ??
      (typeof cause === "function" ? cause(seen) : cause),
  );
  admittedClient.thread = Number(found);
}

/** What the answer itself shows: another thread, something of another client, a CR, another text. */
function causeInAnswer(
  { received, ending }: Seen,
  { thread }: AdmittedClient,
  expected: { number: number; text: string },
): string | undefined {
  const line = received.toString();
  const [, found, number, said = ""] = /^\[thread (\d+) line (\d+)\] (.*)$/su.exec(line) ?? [];
  const { text } = expected;
  if (found === undefined) return undefined;
  if (thread !== undefined && Number(found) !== thread) return THREAD_FOR_EACH_LINE;
  if (said === `${text}\r`) return CARRIAGE_RETURN;
  if (said === text) return Number(number) > expected.number ? OUTLIVED : undefined;
  if (expected.number === 1 && said.endsWith(text)) return OUTLIVED;
  if (said.toLowerCase() !== text.toLowerCase()) return undefined;
  return nameChange({ received: Buffer.from(said), expected: Buffer.from(text), ending });
}

/** Waits until the server has closed the connection, by FIN or by RST, without an answer. */
export async function expectClosed(client: Peer, what: string, cause: LikelyCause): Promise<void> {
  const received = await client.untilBytes(1);
  if (received.length > 0) client.expectNothing(what, cause);
  if (client.ending === "open") fail(`${client.voice}: ${what}: it is still open.`, cause);
}
