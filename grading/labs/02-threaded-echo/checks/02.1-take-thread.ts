/** Exercise 02.1: each client gets a thread, and a stop ends the threads too. */

import { ONE_AT_A_TIME } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { enter } from "./helpers.ts";
import { LETS_IN } from "./titles.ts";

const ADMITS = "each client gets a thread";

export const takeThreadChecks = [
  check("02.1", LETS_IN, { points: 2, rule: "The server's messages" }, async (context) => {
    const server = await context.server();
    for (const name of ["client A", "client B"]) {
      const { client } = await enter(context, server, name);
      client.close();
    }
  }),

  check("02.1", ADMITS, { needs: [LETS_IN], rule: "The server's messages" }, async (context) => {
    const server = await context.server();
    const { client, thread } = await enter(context, server);
    const line = `connected ${client.address} on thread T`;
    if (thread === undefined) {
      fail(
        `The server should print "${line}", T being a number; it printed "connected ${client.address}".`,
      );
    }
  }),

  check(
    "02.1",
    "more clients get in than threads were idle",
    { needs: [LETS_IN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer();
      for (const name of ["client A", "client B", "client C", "client D", "client E"]) {
        await enter(context, server, name, { cause: ONE_AT_A_TIME, refused: NO_THREAD_STARTED });
      }
    },
  ),

  check(
    "02.1",
    "SIGTERM ends the server and its threads",
    { needs: [LETS_IN], rule: "SIGTERM" },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      await enter(context, server);
      await server.program.askToStop("SIGTERM");
      await server.program.expectStatus(0, "after SIGTERM", THREADS_KEEP_ALIVE);
    },
  ),
];

const NO_THREAD_STARTED =
  "The threads that were idle are used up. When none is idle, `take` starts a new one, as long as there are fewer than --threads.";

const THREADS_KEEP_ALIVE =
  "A thread that lives keeps the whole process alive, even if it has nothing to do: end each of them. So does a connection that is open in the main thread.";
