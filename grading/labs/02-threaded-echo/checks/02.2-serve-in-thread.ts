/** Exercise 02.2: a thread serves its client alone, to the end or the reset. */

import { ONE_AT_A_TIME } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { startingWith } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import { type AdmittedClient, departed, enter, expectOwnThreads } from "./helpers.ts";
import { LETS_IN } from "./titles.ts";

const OWN_THREADS = "clients that are here at once have threads of their own";

export const serveInThreadChecks = [
  check("02.2", OWN_THREADS, { points: 2, needs: [LETS_IN], rule: "Answers." }, async (context) => {
    const server = await context.server();
    const clients: AdmittedClient[] = [];
    for (const name of ["client A", "client B", "client C"]) {
      clients.push(await enter(context, server, name, { cause: ONE_AT_A_TIME }));
    }
    await expectOwnThreads(clients);
    for (const { client } of clients) refuseDeparture(server, client);
  }),

  check(
    "02.2",
    "when a client ends its side, the server ends its own",
    { needs: [LETS_IN], rule: "The client's end." },
    async (context) => {
      const server = await context.server();
      const { client } = await enter(context, server, "client A");
      await enter(context, server, "client B");
      refuseDeparture(server, client);
      client.endSending();
      await client.expectEnd(
        "after the client's end the server ends its side",
        "The thread sees the end of the stream as an event, or as the end of its loop. Then it is its turn to end.",
      );
      await departed(server, client);
    },
  ),

  check(
    "02.2",
    "a reset ends one connection only",
    { points: 2, needs: [LETS_IN], rule: "Nobody waits for another." },
    async (context) => {
      const server = await context.server();
      const { client } = await enter(context, server, "client A");
      await enter(context, server, "client B");
      refuseDeparture(server, client);
      await client.resetSeenBy(server.program);
      await departed(server, client, RESET);
      await enter(context, server, "client C");
    },
  ),
];

/** Requires that the server has not said good-bye to a client that is still there. */
function refuseDeparture(server: RunningServer, client: Peer): void {
  const departure = startingWith(`disconnected ${client.address}`);
  const line = server.program.lines().find((one) => departure.test(one));
  if (line === undefined) return;
  fail(
    `${client.voice} is still there; the server printed "${line}".`,
    "The socket moves to the thread. Wait until the thread reports that the connection has ended.",
  );
}

const RESET: LikelyCause = {
  general:
    "A reset is not the end of the stream: it arrives as an error of the read or the write. Catch it in the thread, so that the thread is given back and the server prints that this client has left.",
  node: 'A reset brings no "end" event: in the thread, the socket emits "error", and then "close". If you wait for "end" alone, you wait forever, and the main thread never learns that this client has left.',
};
