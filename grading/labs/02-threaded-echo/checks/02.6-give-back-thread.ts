/** Exercise 02.6: a thread serves the next client, ends when too many are idle, and may crash. */

import { setTimeout as pause } from "node:timers/promises";
import { ONE_AT_A_TIME } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { threadCount } from "../../../core/kernel.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { deadlineMs } from "../../../core/pace.ts";
import type { Peer } from "../../../core/peer.ts";
import { untilAsleep } from "../../../core/quiet.ts";
import { OUTLIVED } from "./causes.ts";
import {
  type AdmittedClient,
  admitted,
  type Causes,
  departed,
  enter,
  expectAnswer,
  expectClosed,
  expectOwnThreads,
  expectServed,
  TOO_LONG,
} from "./helpers.ts";
import { ANSWERS, LETS_IN } from "./titles.ts";

/** More than a server keeps idle threads. */
const MANY_CLIENTS = 10;

/** So many threads may stay idle, more than at the start. */
const MAX_IDLE_THREADS = 8;

/** How often another process's threads are counted. */
const LOOK_MS = 10;

export const giveBackThreadChecks = [
  check(
    "02.6",
    "a thread is given back, however its client leaves",
    { points: 2, needs: [LETS_IN], rule: "Given back." },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      for (const leave of LEAVES) {
        const voice = `client that leaves by ${leave.by}`;
        const { client } = await enterNext(context, server, voice, { cause: GIVE_BACK });
        leave.now(client);
        await departed(server, client, GIVE_BACK);
      }
      const last = await enterNext(context, server, "last client", { cause: GIVE_BACK });
      await expectServed(last.client, GIVE_BACK);
    },
  ),

  check(
    "02.6",
    "a connection leaves no listener behind",
    { needs: [LETS_IN], rule: "Given back." },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      await manyTimes(async () => {
        const { client } = await enterNext(context, server, "client", { cause: GIVE_BACK });
        client.endSending();
        await departed(server, client, GIVE_BACK);
      });
      expectNoListenersLeft(server.program);
    },
  ),

  check(
    "02.6",
    "after a busy hour most threads end",
    { points: 2, needs: [LETS_IN], rule: "Given back." },
    async (context) => {
      const server = await context.ownServer();
      const { pid } = server.program;
      const atFirst = threadCount(pid);
      const clients: AdmittedClient[] = [];
      for (let number = 1; number <= MANY_CLIENTS; number += 1) {
        clients.push(await enter(context, server, `client ${number}`, { cause: ONE_AT_A_TIME }));
      }
      await expectOwnThreads(clients);
      const [crashing, ...others] = clients;
      crashing?.client.send("crash\n");
      if (crashing !== undefined) await departed(server, crashing.client, CRASH);
      for (const { client } of others) await expectServed(client, SHARED_CRASH);
      for (const { client } of others) client.endSending();
      for (const { client } of others) await departed(server, client, GIVE_BACK);
      if (atFirst === undefined) return; // only Linux tells how many threads there are
      await untilFewThreads(pid, atFirst + MAX_IDLE_THREADS);
    },
  ),

  check(
    "02.6",
    "a thread remembers nothing of the client before",
    { points: 2, needs: [ANSWERS], rule: "Given back." },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      const first = await enter(context, server, "client A");
      first.client.send("one\ntwo\nhalf a line");
      await expectAnswer(first, 1, "one");
      await expectAnswer(first, 2, "two");
      first.client.reset();
      await departed(server, first.client);
      const second = await enterNext(context, server, "client B", { cause: GIVE_BACK });
      second.client.send("mine\n");
      await expectAnswer(second, 1, "mine", OUTLIVED);
    },
  ),

  check(
    "02.6",
    "a crash ends one connection only, and leaves room for others",
    { points: 2, needs: [LETS_IN], rule: "crash: the thread throws an error" },
    async (context) => {
      const server = await context.ownServer("--threads", "2");
      const stays = await enter(context, server, "client A");
      const crashes = await enter(context, server, "client B");
      server.program.isCrashWanted = true;
      crashes.client.send("crash\n");
      await expectClosed(
        crashes.client,
        "after a crash of its thread a client's connection ends",
        CRASH,
      );
      await departed(server, crashes.client, CRASH);
      await expectServed(stays.client, CRASH);
      for (const name of ["client C", "client D"]) {
        const next = await enterNext(context, server, name, { cause: AFTER_CRASH });
        await expectServed(next.client, AFTER_CRASH);
        next.client.endSending();
        await departed(server, next.client, AFTER_CRASH);
      }
    },
  ),
];

const LEAVES: readonly { by: string; now: (client: Peer) => void }[] = [
  { by: "end", now: (client) => client.endSending() },
  { by: "reset", now: (client) => client.reset() },
  { by: "a line without an end", now: (client) => client.send("x".repeat(TOO_LONG)) },
];

/**
 * Lets a client in when another has left. A server may print that it has left a moment before its thread is
 * free: a client that is refused then tries once more.
 */
async function enterNext(
  context: CheckContext,
  server: RunningServer,
  voice: string,
  causes: Causes,
): Promise<AdmittedClient> {
  const client = await context.connect(server, voice);
  const { program } = server;
  try {
    return { client, thread: await admitted(server, client, causes) };
  } catch (error) {
    const refusal = `refused ${client.address}: `;
    if (!program.lines().some((line) => line.startsWith(refusal))) throw error;
  }
  client.endSending();
  await untilAsleep(program.pid);
  return await enter(context, server, voice, causes);
}

async function untilFewThreads(pid: number, most: number): Promise<void> {
  const end = performance.now() + deadlineMs();
  let count = threadCount(pid) ?? 0;
  while (count > most && performance.now() < end) {
    await pause(LOOK_MS); // nobody reports that another process's thread has ended
    count = threadCount(pid) ?? 0;
  }
  if (count <= most) return;
  fail(
    `When all ${MANY_CLIENTS} clients have left, the server should have ${most} threads at most; it has ${count}.`,
    IDLE_THREADS,
  );
}

const SHARED_CRASH =
  "Another client's thread crashed, and this client lost its own: two clients shared one thread.";

const IDLE_THREADS =
  "Each idle thread costs memory. When a client has left and enough threads are idle, end its thread.";

const GIVE_BACK =
  "With --threads 1 there is one thread for all. When its client has left, in whatever way, it must be given back: else it is lost for good, and the server is full with nobody in it.";

const CRASH: LikelyCause = {
  general:
    "An error in a thread must end its own connection, and nothing else. Catch it where the thread serves its client, close the connection, and report that this client has left.",
  node: 'A thread\'s uncaught error arrives in the main thread as the "error" event of its Worker. Without a listener it ends the whole server. With one, it is the report that this connection has ended.',
};

const AFTER_CRASH =
  "A thread that has crashed serves nobody any more and counts no more: it must neither be given to the next client nor take up room below the cap.";
