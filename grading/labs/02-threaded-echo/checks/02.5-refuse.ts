/** Exercise 02.5: a client too many is told so, and let go. */

import { check } from "../../../core/check.ts";
import type { RunningServer } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Peer, Seen } from "../../../core/peer.ts";
import { ONE_THREAD_FOR_SEVERAL } from "./causes.ts";
import { type AdmittedClient, enter, expectServed } from "./helpers.ts";
import { LETS_IN } from "./titles.ts";

export const refuseChecks = [
  check(
    "02.5",
    "a client too many is told that the server is full",
    { points: 2, needs: [LETS_IN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer("--threads", "2");
      const inside = [
        await enter(context, server, "client A"),
        await enter(context, server, "client B"),
      ];
      const outside = await context.connect(server, "client C");
      const cause = (seen: Seen) =>
        sharesThread(server, outside, inside) ? ONE_THREAD_FOR_SEVERAL : causeOfNoRefusal(seen);
      await outside.expectLine("server full", "the only line for a third client", cause);
      await outside.expectEnd("after that line the server ends its side", causeOfNoRefusal);
      const line = `refused ${outside.address}: server full`;
      await server.program.expectLine(exactly(line), `"${line}"`);
      for (const { client } of inside) await expectServed(client);
    },
  ),

  check(
    "02.5",
    "a refused client that is sending gets the line and a clean end",
    { points: 2, needs: [LETS_IN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      await enter(context, server, "client A");
      const end = performance.now() + deadlineMs();
      while (true) {
        const start = performance.now();
        const outside = await context.connect(server, "client B");
        outside.send("hello\n".repeat(10_000));
        await outside.expectLine(
          "server full",
          "the only line for a second client",
          causeOfNoRefusal,
        );
        await outside.expectEnd("after that line the server ends its side", CLOSED_UNREAD);
        if (await outside.isStillRead()) return;
        // A server lets a refused client go after a while: a busy grader may have come too late.
        const now = performance.now();
        if (now - start < LET_GO_MS || now > end) break;
      }
      fail(
        "client B was still sending, and the server reset its connection (RST) instead of reading on.",
        CLOSED_UNREAD,
      );
    },
  ),

  check(
    "02.5",
    "a refused client that stays is let go",
    { needs: [LETS_IN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer("--threads", "1");
      await enter(context, server, "client A");
      const outside = await context.connect(server, "client B");
      await outside.expectLine("server full", "the only line for a second client");
      await outside.expectEnd("after that line the server ends its side", CLOSED_UNREAD);
      await outside.expectGone("a refused client that stays should be let go", {
        maxSilenceMs: 0.9 * LET_GO_MS,
        cause: REFUSED_FOREVER,
      });
    },
  ),
];

/** No right server lets a refused client go sooner, in milliseconds. */
const LET_GO_MS = 500;

/** Whether the server has let this client in on the thread of another one. */
function sharesThread(
  server: RunningServer,
  client: Peer,
  others: readonly AdmittedClient[],
): boolean {
  const pattern = new RegExp(`^connected ${RegExp.escape(client.address)} on thread (\\d+)$`);
  const found = server.program.lines().map((line) => pattern.exec(line)?.[1]);
  return others.some(({ thread }) => thread !== undefined && found.includes(String(thread)));
}

const CLOSED_UNREAD =
  "The server closed the socket while the client's bytes lay in it unread, or were still coming. TCP answers them with a reset, which may destroy the line. So end your side, then read and throw away what comes until the client has ended too.";

const REFUSED_FOREVER =
  "The server waits for a refused client that never ends its side. Such a wait needs an end: close the connection after a moment.";

const CAP =
  "--threads says how many threads there may be, one for each client. Threads without a limit end the whole process one day: look at `take` in exercise 02.1.";

/** A client too many was let in, or its line or its end is missing. */
function causeOfNoRefusal({ received, ending }: Seen): string | undefined {
  if (received.length === 0 && ending === "open") return CAP;
  if (ending === "reset") return CLOSED_UNREAD;
  return received.length > 0
    ? "The line is `server full`, in these letters, and LF at its end."
    : undefined;
}
