/** How many connections an address has, before anything expensive is done for them. */

import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { quickFlags } from "../../../players/chat/chat-fixture.ts";
import type { Dialect } from "../../../players/chat/dialect.ts";
import { expectFinished } from "../../../players/chat/do-handshake.ts";
import { HandshakeClient } from "../../../players/chat/handshake-client.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { SIGNED } from "./titles.ts";

export const addressLimitChecks = [
  check(
    "09a.5",
    "one address has so many connections, and no more",
    { points: 2, needs: [SIGNED], rule: "connections from one address at once" },
    async (context) => {
      const limits = ["--limit-loopback", "--per-address", "3", "--new-per-address", "6"];
      const server = await context.ownServer(...quickFlags(context), ...limits);
      const dialect = await serverDialect(context, server, { localAddress: "127.0.0.3" });
      const peers = [
        await connected(context, server, "127.0.0.1"),
        await connected(context, server, "127.0.0.1"),
        await connected(context, server, "127.0.0.1"),
      ];
      if (!(await isTurnedAway(await connected(context, server, "127.0.0.1"), dialect))) {
        fail("Three connections of one address are allowed here; a fourth was served.", TOO_MANY);
      }
      expectOpen(peers);
      await expectServed(
        await connected(context, server, "127.0.0.2"),
        dialect,
        "Each address has its own count.",
      );
      await Promise.all(peers.slice(0, 1).map(hangUp));
      await expectServed(
        await connected(context, server, "127.0.0.1"),
        dialect,
        "One of the three has gone: its place is free.",
      );
      await Promise.all(peers.slice(1).map(hangUp));
      await comeAndGo(context, server, dialect);
    },
  ),
];

/** A connection from this address of the loopback. */
function connected(
  context: CheckContext,
  server: RunningServer,
  localAddress: string,
): Promise<HandshakeClient> {
  return HandshakeClient.connect(context, server, `client from ${localAddress}`, { localAddress });
}

/** Ends the connection, and waits until the server has ended it as well. */
async function hangUp({ peer }: HandshakeClient): Promise<void> {
  peer.endSending();
  await peer.untilBytes(Number.POSITIVE_INFINITY); // up to the connection's end
  peer.close();
}

/** Comes and goes until the server lets nobody in from there. */
async function comeAndGo(
  context: CheckContext,
  server: RunningServer,
  dialect: Dialect | undefined,
): Promise<void> {
  for (let count = 1; count <= 7; count++) {
    const handshake = await connected(context, server, "127.0.0.1");
    if (await isTurnedAway(handshake, dialect)) return;
    await hangUp(handshake);
  }
  fail(
    "Of one address 6 new connections in ten minutes are allowed here; 11 were served.",
    NEW_ONES,
  );
}

/** Whether the server ends the connection at once: without a byte, or with a CLOSE that says why. */
async function isTurnedAway(
  handshake: HandshakeClient,
  dialect: Dialect | undefined,
): Promise<boolean> {
  handshake.sendHello();
  if ((await handshake.peer.untilBytes(1)).length === 0) return true;
  const greeting = await handshake.greeting({ what: "the answer to ClientHello" });
  const keys = handshake.keys(greeting, dialect);
  const connection = handshake.connection(keys);
  connection.send("FINISHED", keys.th);
  await expectFinished(connection, keys);
  connection.send("PING");
  const record = await connection.next({ what: "the answer to PING, or a CLOSE that says why" });
  return record === undefined || record.name === "CLOSE";
}

function expectOpen(handshakes: readonly HandshakeClient[]): void {
  if (handshakes.every(({ peer }) => peer.ending === "open")) return;
  fail("Three connections of one address are allowed here; one of them was ended.");
}

async function expectServed(
  handshake: HandshakeClient,
  dialect: Dialect | undefined,
  cause?: string,
): Promise<void> {
  if (!(await isTurnedAway(handshake, dialect))) return;
  fail(`${handshake.peer.voice}: the server should serve it; it ended the connection.`, cause);
}

const TOO_MANY =
  "One address could have the server to itself: count the connections of each, and close those above --per-address before you do anything expensive for them.";

const NEW_ONES =
  "A client that comes and goes all the time keeps the server busy, too: count the new connections of each address within ten minutes.";
