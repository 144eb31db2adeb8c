/** What checks of lab 07 do in several files. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import { jsonLine, type Message } from "../../../players/json-lines.ts";
import { logIn, newPassword, WRONG } from "../../../players/users.ts";

export const NOT_LOGGED_IN = "not logged in";

/** A hash so cheap that checks are quick, and a throttle that they meet only if they mean to. */
export const QUICK = ["--scrypt-ln", "10", "--address-attempts", "100000"];

export const SHARED = [...QUICK, "--account-attempts", "3", "--first-delay-ms", "60000"];

/** Whoever waits behind nine others is answered when one is left at most; whoever does not, at once. */
export const HANDS_LEFT = 3;

/** Whoever is told this need not wait: the words themselves are asked for by a check of their own. */
export const LOOKED_AT = new TextForm(
  `"${WRONG}", or another text that does not begin with "too many attempts"`,
  /^(?!too many attempts)/,
);

export function sharedServer(context: CheckContext): Promise<RunningServer> {
  return context.server(...SHARED);
}

/**
 * Nine log-ins with wrong passwords: two at work, the others waiting, which leaves one place in the
 * queue. Returns when all are read and the first of them has been answered: whoever comes now comes behind
 * them. (A busy server takes its new connections one by one, with work between.)
 */
export async function busyHands(
  context: CheckContext,
  server: RunningServer,
  nameOf: () => string,
): Promise<Peer[]> {
  const peers = await Promise.all(
    Array.from({ length: 9 }, (_, index) => context.connect(server, `log-in ${index + 1}`)),
  );
  for (const peer of peers) peer.send(jsonLine(logIn(nameOf(), newPassword(context))));
  await Promise.all(peers.map((peer) => peer.untilRead()));
  await Promise.race(peers.map((peer) => peer.untilBytes(1)));
  return peers;
}

/** How many of them have no answer yet, when all that has come by now is read. */
export async function unanswered(peers: readonly Peer[]): Promise<number> {
  await nextTurn();
  return peers.filter((peer) => peer.received.length === 0).length;
}

export function write(context: CheckContext, folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  context.eventLog.tell("grader", `wrote ${name}: ${JSON.stringify(text)}`);
}

/** Stops the server, once the client has left: a server waits for those who have not. */
export async function stopped({ program }: RunningServer, peer: Peer): Promise<void> {
  peer.close();
  await program.askToStop("SIGTERM");
  await program.expectStatus(0, "after SIGTERM");
}

/** A cause of a wrong answer, and of none that did not come. */
export function ifAnswered(cause: string) {
  return (answer: Message | undefined) => (answer === undefined ? undefined : cause);
}
