/** Exercise 03.4: the server tells a reset, a lost connection and a broken rule apart. */

import { check } from "../../../core/check.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import type { Seen } from "../../../core/peer.ts";
import { CLOSED_UNREAD } from "./causes.ts";
import { expectEcho, expectParted, expectReceived, VERY_LONG_WAIT } from "./helpers.ts";
import { RECEIVES, WAIT } from "./titles.ts";

export const lostConnectionChecks = [
  check(
    "03.4",
    "a reset is told apart from an end",
    { points: 2, rule: "Ends." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      await expectEcho(context, client);
      await client.resetSeenBy(server.program);
      await expectParted(server, client, "reset", RESET_CODES, NO_ERROR_LISTENER);
    },
  ),

  check(
    "03.4",
    "a reset in the middle of a line ends one connection only",
    { points: 2, rule: "Ends." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server, "client A");
      const other = await context.connect(server, "client B");
      client.send("hello\nhel");
      await client.expectBytes("hello\n", "the answer to the whole line");
      await client.resetSeenBy(server.program);
      await expectParted(server, client, "reset", RESET_CODES, NO_ERROR_LISTENER);
      await expectEcho(context, other, NO_ERROR_LISTENER);
      await expectEcho(context, await context.connect(server, "client C"), NO_ERROR_LISTENER);
    },
  ),

  check(
    "03.4",
    "a client that is gone ends its wait",
    { points: 2, needs: [RECEIVES, WAIT], rule: "Ends." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server);
      client.send(VERY_LONG_WAIT);
      await expectReceived(server, client, VERY_LONG_WAIT.length);
      client.reset();
      await expectParted(
        server,
        client,
        "reset",
        RESET_CODES,
        "The reset came during a wait, and the server waited on. A timer for a client's sake must end with the client.",
      );
    },
  ),

  check("03.4", "a line without end is refused", { points: 2, rule: "Ends." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    client.send(Buffer.alloc(256 * 1024, "x"));
    await client.expectBytes(
      "good-bye: line too long\n",
      "the good-bye to a line of 262144 characters without end",
      causeOfNoLimit,
    );
    await client.expectEnd("after the good-bye the server ends its side", CLOSED_UNREAD);
    client.endSending();
    await expectParted(server, client, "line too long");
  }),
];

const RESET_CODES =
  "A reset is an error with the code ECONNRESET when the server reads, and EPIPE when it writes. Both mean: reset.";

const NO_ERROR_LISTENER: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the thread or the whole server, and nobody says that this client has left.",
  node: 'A reset arrives as an "error" event with the code ECONNRESET, or as an exception in `for await`. Where nobody catches it, it ends the whole server.',
};

/** A line that is too long brought no good-bye: it was collected, or it ended the connection like a reset. */
function causeOfNoLimit({ received, ending }: Seen): string {
  if (ending !== "open" && received.length === 0) {
    return "The server closed the connection without a word. That the client broke a rule (`ProtocolError`) is another ending than a reset: tell them apart.";
  }
  return "Whoever keeps the beginning of a line until its end comes needs a limit, or one client fills the memory.";
}
