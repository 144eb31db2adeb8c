/** How many connections an address has, before anything expensive is done for them. */

import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import type { RunningServer, Stage } from "../../../core/stage.ts";
import { expectFinished } from "../../../players/chat/call.ts";
import { Caller } from "../../../players/chat/caller.ts";
import type { Dialect } from "../../../players/chat/dialect.ts";
import { QUICK } from "../../../players/chat/scene.ts";
import { serverDialect } from "../../../players/chat/server-dialect.ts";
import { SIGNED } from "./titles.ts";

export const addressLimitChecks = [
  check(
    "09.4",
    "one address has so many connections, and no more",
    { points: 2, needs: [SIGNED], rule: "connections from one address at once" },
    async (stage) => {
      const limits = ["--limit-loopback", "--per-address", "3", "--new-per-address", "6"];
      const server = await stage.ownServer(...QUICK, ...limits);
      const dialect = await serverDialect(stage, server, { localAddress: "127.0.0.3" });
      const guests = [
        await connected(stage, server, "127.0.0.1"),
        await connected(stage, server, "127.0.0.1"),
        await connected(stage, server, "127.0.0.1"),
      ];
      if (!(await isTurnedAway(await connected(stage, server, "127.0.0.1"), dialect))) {
        fail("Three connections of one address are allowed here; a fourth was served.", TOO_MANY);
      }
      expectOpen(guests);
      await expectServed(
        await connected(stage, server, "127.0.0.2"),
        dialect,
        "Each address has its own count.",
      );
      await Promise.all(guests.slice(0, 1).map(hangUp));
      await expectServed(
        await connected(stage, server, "127.0.0.1"),
        dialect,
        "One of the three has gone: its place is free.",
      );
      await Promise.all(guests.slice(1).map(hangUp));
      await comeAndGo(stage, server, dialect);
    },
  ),
];

/** A connection from this address of the loopback. */
function connected(stage: Stage, server: RunningServer, localAddress: string): Promise<Caller> {
  return Caller.connect(stage, server, `client from ${localAddress}`, { localAddress });
}

/** Ends the connection, and waits until the server has ended it as well. */
async function hangUp({ peer }: Caller): Promise<void> {
  peer.endSending();
  await peer.untilBytes(Number.POSITIVE_INFINITY); // up to the connection's end
  peer.close();
}

/** Comes and goes until the server lets nobody in from there. */
async function comeAndGo(
  stage: Stage,
  server: RunningServer,
  dialect: Dialect | undefined,
): Promise<void> {
  for (let count = 1; count <= 7; count++) {
    const caller = await connected(stage, server, "127.0.0.1");
    if (await isTurnedAway(caller, dialect)) return;
    await hangUp(caller);
  }
  fail(
    "Of one address 6 new connections in ten minutes are allowed here; 11 were served.",
    NEW_ONES,
  );
}

/** Whether the server ends the connection at once: without a byte, or with a CLOSE that says why. */
async function isTurnedAway(caller: Caller, dialect: Dialect | undefined): Promise<boolean> {
  caller.sendHello();
  if ((await caller.peer.untilBytes(1)).length === 0) return true;
  const greeting = await caller.greeting({ what: "the answer to ClientHello" });
  const keys = caller.keys(greeting, dialect);
  const line = caller.line(keys);
  line.send("FINISHED", keys.th);
  await expectFinished(line, keys);
  line.send("PING");
  const record = await line.next({ what: "the answer to PING, or a CLOSE that says why" });
  return record === undefined || record.name === "CLOSE";
}

function expectOpen(callers: readonly Caller[]): void {
  if (callers.every(({ peer }) => peer.ending === "open")) return;
  fail("Three connections of one address are allowed here; one of them was ended.");
}

async function expectServed(
  caller: Caller,
  dialect: Dialect | undefined,
  cause?: string,
): Promise<void> {
  if (!(await isTurnedAway(caller, dialect))) return;
  fail(`${caller.peer.voice}: the server should serve it; it ended the connection.`, cause);
}

const TOO_MANY =
  "One address could have the server to itself: count the connections of each, and close those above --per-address before you do anything expensive for them.";

const NEW_ONES =
  "A client that comes and goes all the time keeps the server busy, too: count the new connections of each address within ten minutes.";
