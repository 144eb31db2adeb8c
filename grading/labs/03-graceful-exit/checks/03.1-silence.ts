/** Exercise 03.1: the server leaves a client that says nothing. */

import { check } from "../../../core/check.ts";
import { withoutPause } from "../../../core/event-loop-lag.ts";
import { fail } from "../../../core/failure.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { deadlineMs, paced } from "../../../core/pace.ts";
import { exactly } from "../../../core/patterns.ts";
import { GOES_ON, ONLY_EMITS, PIECES } from "./causes.ts";
import { expectOpen, expectReceived } from "./helpers.ts";
import { RECEIVES, SILENT } from "./titles.ts";

export const silenceChecks = [
  check("03.1", SILENT, { points: 2, rule: "Ends." }, async (context) => {
    const server = await context.ownServer("--idle-ms", "100");
    const client = await context.connect(server, "silent client");
    await client.expectBytes(
      "good-bye: silent for 100 ms\n",
      "the good-bye for silence",
      "Somebody who waits for a client's next bytes must also look at the clock: a client whose cable is pulled sends neither FIN nor RST.",
    );
    await client.expectEnd("after the good-bye the server ends its side", ONLY_EMITS);
  }),

  check(
    "03.1",
    "a client's own bytes begin its time anew, and nobody else's",
    { needs: [SILENT], rule: "Silence counts" },
    async (context) => {
      const idleMs = paced(400);
      const server = await context.ownServer("--idle-ms", String(idleMs));
      const busy = await context.connect(server, "busy client");
      const silent = await context.connect(server, "silent client");
      const isWaitingFor = () => silent.received.length === 0;
      // While the grader is busy, both are silent.
      await withoutPause(0.75 * idleMs, async () => {
        await busy.sendWhile("x", idleMs / 8, (passedMs) => {
          return passedMs < 1.5 * idleMs || (isWaitingFor() && passedMs < deadlineMs());
        });
      });
      busy.expectNothing(
        `it sent a byte every ${Math.round(idleMs / 8)} ms, without a line end`,
        ({ received }) => (received.includes("x") ? PIECES : NOT_RENEWED),
      );
      expectOpen(busy, NOT_RENEWED);
      if (isWaitingFor()) {
        fail(
          `silent client: it sent nothing for ${deadlineMs()} ms while another client was sending; no good-bye came.`,
          ONE_CLOCK,
        );
      }
      await silent.expectBytes(`good-bye: silent for ${idleMs} ms\n`, "the good-bye for silence");
    },
  ),

  check("03.1", RECEIVES, { points: 2, rule: "The server's messages" }, async (context) => {
    const server = await context.server();
    for (const name of ["client A", "client B"]) {
      const client = await context.connect(server, name, { cause: GOES_ON });
      const line = `connected ${client.address}`;
      await server.program.expectLine(exactly(line), JSON.stringify(line), { cause: GOES_ON });
      client.send("hel");
      await expectReceived(server, client, 3);
      client.close();
    }
  }),

  check(
    "03.1",
    "a connection leaves no listener behind",
    { needs: [RECEIVES], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer();
      const first = await context.connect(server, "client that stays");
      await manyTimes(async (count) => {
        first.send("x".repeat(count));
        await expectReceived(server, first, count);
      });
      await manyTimes(async () => {
        const next = await context.connect(server, "client that leaves");
        next.send("hello\n");
        await expectReceived(server, next, 6);
        next.close();
      });
      expectNoListenersLeft(server.program);
    },
  ),
];

const NOT_RENEWED =
  "Each chunk that comes from a client begins its time anew, also without a line end. A time that is set once, or only when a line is answered, runs out on a client that is sending.";

const ONE_CLOCK =
  "Each client has a time of its own, and it is --idle-ms, in milliseconds. A timer in a variable of the module, which all clients share, is begun anew by anybody's bytes.";
