/** Exercise 03.3: the good-bye arrives, and a client that stays does not keep its connection. */

import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { paced } from "../../../core/pace.ts";
import { CLOSED_UNREAD, causeOfNoEnd, OTHER_ENDING, STAYS } from "./causes.ts";
import { expectGoodBye, expectParted, MORE_THAN_BUFFERS } from "./helpers.ts";
import { ENDS } from "./titles.ts";

const PARTED = "the server says how a client left";

export const goodByeChecks = [
  check(
    "03.3",
    PARTED,
    { points: 2, needs: [ENDS], rule: "The server's messages" },
    async (context) => {
      // So long a grace time that it cannot be what ends a connection here.
      const server = await context.ownServer("--grace-ms", "60000");
      const polite = await context.connect(server, "client A");
      polite.send("exit\n");
      await expectGoodBye(polite, "the answer to exit");
      await polite.expectEnd("after the good-bye the server ends its side");
      // Another one comes and leaves meanwhile: each ending belongs to its own client.
      const brief = await context.connect(server, "client B");
      brief.endSending();
      await brief.expectEnd(
        "when the client has ended its side the server ends its own",
        causeOfNoEnd,
      );
      await expectParted(server, brief, "end of stream", OTHER_ENDING, ALWAYS_WAITS);
      polite.endSending();
      await expectParted(server, polite, "exit", SHARED_STATE, ALWAYS_WAITS);
    },
  ),

  check(
    "03.3",
    "the good-bye is not lost when the client sent more",
    { points: 2, needs: [ENDS], rule: "Leave-taking." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      client.send(
        Buffer.concat([Buffer.from("exit\n"), Buffer.alloc(MORE_THAN_BUFFERS, "more\n")]),
      );
      await expectGoodBye(client, "the answer to exit", CLOSED_UNREAD);
      await client.expectEnd("after the good-bye the server ends its side", CLOSED_UNREAD);
      await client.untilStuck(server.program);
      if (client.isBroken || client.waitingToLeave > 0) {
        fail(
          "client: the server should read on and throw away what comes after exit; it " +
            (client.isBroken ? "reset the connection." : "stopped reading."),
          CLOSED_UNREAD,
        );
      }
    },
  ),

  check(
    "03.3",
    "a client that does not leave after the good-bye is left",
    { points: 2, needs: [ENDS], rule: "Leave-taking." },
    async (context) => {
      const graceMs = paced(300);
      const server = await context.ownServer("--grace-ms", String(graceMs));
      const client = await context.connect(server);
      client.send("exit\n");
      await expectGoodBye(client, "the answer to exit");
      await client.expectEnd("after the good-bye the server ends its side", STAYS);
      await client.expectGone("after the grace time the connection should be closed", {
        maxSilenceMs: 0.9 * graceMs,
        cause: FOR_EVER,
      });
      await expectParted(server, client, "exit", FOR_EVER);
    },
  ),
];

const ALWAYS_WAITS = "It always waits --grace-ms; leave as soon as the client has.";

const FOR_EVER =
  "The server waits for a client that never ends its side. Such a wait needs an end: destroy the connection after the grace time. What this breaks off is expected: catch its error.";
