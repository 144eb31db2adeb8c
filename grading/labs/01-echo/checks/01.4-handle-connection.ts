/** Exercise 01.4: the server says who comes and who leaves, and a reset ends one connection only. */

import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { hasCrashed } from "../../../core/diagnose.ts";
import { fail, type LikelyCause, NotJudged } from "../../../core/failure.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { exactly, startingWith } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import { describeExit } from "../../../core/program.ts";
import { expectSaid } from "./helpers.ts";
import { CONNECTIONS, LISTENS } from "./titles.ts";

const RESET = "a reset ends one connection only";

export const connectionChecks = [
  check(
    "01.4",
    CONNECTIONS,
    { points: 2, needs: [LISTENS], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      for (const name of ["client A", "client B"]) {
        const client = await context.connect(server, name, { cause: GOES_ON });
        for (const event of ["connected", "disconnected"]) {
          if (event === "disconnected") client.close();
          const line = `${event} ${client.address}`;
          await server.program.expectLine(startingWith(line), JSON.stringify(line), {
            causeOfEnd: GOES_ON,
          });
        }
      }
    },
  ),

  check("01.4", RESET, { points: 2, needs: [LISTENS], rule: "Many clients." }, async (context) => {
    const server = await context.server();
    const victim = await context.connect(server, "client A");
    victim.send("hello\n");
    await answeredOrClosed(victim);
    await victim.resetSeenBy(server.program);
    const next = await context.connect(server, "client B", { cause: ERROR_NOT_HANDLED });
    next.send("hello\n");
    await answeredOrClosed(next);
    const { exit } = server.program;
    if (exit !== undefined) {
      fail(
        `The server should go on after one client's reset; it ${describeExit(exit)}.`,
        ERROR_NOT_HANDLED,
      );
    }
  }),

  check(
    "01.4",
    "each message names its own client",
    { needs: [CONNECTIONS, RESET], rule: "The server's messages" },
    async (context) => {
      const server = await context.ownServer(); // nobody else is there, whose lines could be taken for these
      const first = await context.connect(server, "client A");
      await expectSaid(server, `connected ${first.address}`);
      const second = await context.connect(server, "client B");
      const line = exactly(`connected ${second.address}`);
      const isIn = () => (server.program.lines().some((one) => line.test(one)) ? true : undefined);
      if ((await server.program.changes.until(isIn, deadlineMs())) === undefined) {
        throw new NotJudged(
          "it needs two clients at once, and the server serves one after the other",
        );
      }
      first.endSending();
      await expectSaid(server, `disconnected ${first.address}`, SHARED_STATE);
      second.reset();
      const bothLeft = () => {
        const told = server.program.lines().filter((one) => one.startsWith("disconnected "));
        return told.length > 1 ? true : undefined;
      };
      const isTold = (await server.program.changes.until(bothLeft, deadlineMs())) === true;
      // A crash tells its own cause.
      const untold = hasCrashed(server.program) ? undefined : UNTOLD_RESET;
      await expectSaid(server, `disconnected ${second.address}`, isTold ? SHARED_STATE : untold);
    },
  ),
];

/** Waits until the server has sent something back, or has closed the connection: the echo may be unwritten. */
async function answeredOrClosed(client: Peer): Promise<void> {
  await client.untilBytes(1);
}

const ERROR_NOT_HANDLED: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the whole program. Catch it where you serve one client, so that it ends this connection only.",
  node: 'A reset arrives as an "error" event, or as an exception in a loop. Where nothing handles it, it ends the whole program. If `handleConnection` is written, look at `echo`: it must wait with `finished(socket)`, which throws what broke.',
};

const GOES_ON =
  "The server ended with its first client. It goes on listening: when one client has left, it serves the next.";

const UNTOLD_RESET =
  "This client left by a reset, which arrives as an error. That is a way to leave as well: print the line for it, too.";
