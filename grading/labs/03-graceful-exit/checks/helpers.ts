/** What checks of lab 03 do in several files. */

import { SHARED_STATE } from "../../../core/causes.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { CheckFailed, fail, type LikelyCause } from "../../../core/failure.ts";
import { exactly, startingWith, TextForm } from "../../../core/patterns.ts";
import type { Cause, Peer, Seen } from "../../../core/peer.ts";
import { untilAsleep } from "../../../core/quiet.ts";
import { quote } from "../../../report/shown.ts";

/** So long that only the client's end or the server's stop can end it within a check. */
export const VERY_LONG_WAIT = "wait 10000\n";

/** More than the buffers of the system and of both programs can hold: about 4 MB on loopback. */
export const MORE_THAN_BUFFERS = 8 * 1024 * 1024;

const GOOD_BYE = /^[\s\S]*?good-?bye[^\n]*\n?/i;

/** A line there and back, be it in other letters: what an answer looks like, another check says. */
export async function expectEcho(
  context: CheckContext,
  client: Peer,
  cause?: LikelyCause,
): Promise<void> {
  const word = context.random.asciiWord();
  client.send(`${word}\n`);
  await client.expectLine(
    new TextForm(JSON.stringify(word), new RegExp(`^${word}$`, "iu")),
    "the answer to a line of text",
    ({ received }) => (received.toString().trimEnd().endsWith(word) ? SHARED_STATE : cause),
  );
}

/**
 * A good-bye has come, or the server has ended its side: what exactly it says to exit, another check asks.
 * Text before the good-bye is passed over.
 */
export async function expectGoodBye(client: Peer, what: string, cause?: Cause): Promise<void> {
  for (let before = -1; ; ) {
    const { received, ending } = client;
    const said = GOOD_BYE.exec(received.toString("latin1"))?.[0];
    if (said !== undefined || ending === "end") {
      client.take(said?.length ?? received.length);
      return;
    }
    if (ending === "reset" || received.length === before) {
      const seen: Seen = { received, ending, expected: Buffer.from("good-bye\n") };
      throw new CheckFailed(
        `${client.voice}: ${what}: a good-bye should come; ${received.length === 0 ? "nothing" : quote(received.toString())} came${ending === "reset" ? ", and then a reset" : ""}.`,
        typeof cause === "function" ? cause(seen) : cause,
        { timedOut: ending === "open" },
      );
    }
    before = received.length;
    await client.untilBytes(before + 1);
  }
}

/** The server has said that it has got so many bytes at once from this client. */
export async function expectReceived(
  server: RunningServer,
  client: Peer,
  count: number,
): Promise<void> {
  const line = `received ${count} bytes from ${client.address}`;
  await server.program.expectLine(exactly(line), JSON.stringify(line));
}

/**
 * The server has said how this client left.
 *
 * @param cause why it may have said something else
 * @param silenceCause why it may have said nothing
 */
export async function expectParted(
  server: RunningServer,
  client: Peer,
  ending: string,
  cause?: LikelyCause,
  silenceCause = cause,
): Promise<void> {
  const start = `disconnected ${client.address}`;
  const wanted = `${start}: ${ending}`;
  const [said] = await server.program.expectLine(
    new RegExp(`${startingWith(start).source}.*`),
    JSON.stringify(wanted),
    silenceCause === undefined ? {} : { cause: silenceCause },
  );
  if (said !== wanted) {
    fail(
      `The server should have said ${JSON.stringify(wanted)}; it said ${JSON.stringify(said)}.`,
      cause,
    );
  }
}

export function expectOpen(client: Peer, cause: LikelyCause): void {
  if (client.ending === "open") return;
  fail(`${client.voice}: the connection should still be open; the server has ended it.`, cause);
}

/** Also a moment later: the connections of a server that crashes end after its last words. */
export async function expectStaysOpen(
  server: RunningServer,
  client: Peer,
  cause: LikelyCause,
): Promise<void> {
  await untilAsleep(server.program.pid);
  expectOpen(client, cause);
}
