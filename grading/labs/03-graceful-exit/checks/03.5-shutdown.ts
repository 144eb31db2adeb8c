/** Exercise 03.5: a server that is stopped finishes what it has begun, and ends. */

import { check } from "../../../core/check.ts";
import { CheckFailed, type LikelyCause } from "../../../core/failure.ts";
import { listeningPorts } from "../../../core/kernel.ts";
import { deadlineMs, paced } from "../../../core/pace.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Seen } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { untilAsleep } from "../../../core/quiet.ts";
import { CUT_BY_STOP, causeOfNoEnd, notWaiting } from "./causes.ts";
import {
  expectEcho,
  expectReceived,
  expectStaysOpen,
  MORE_THAN_BUFFERS,
  VERY_LONG_WAIT,
} from "./helpers.ts";
import { RECEIVES, WAIT } from "./titles.ts";

const TOLD = "clients that wait for nothing are told that the server stops";
const STOP = "a stop finishes the answers under way";

/** As long as lines may well be, so that many bytes are few answers. */
const LONG_LINE = `${"long ".repeat(6_000)}\n`;

export const shutdownChecks = [
  check("03.5", STOP, { points: 2, needs: [WAIT, RECEIVES], rule: "Stop." }, async (context) => {
    const server = await context.ownServer();
    const client = await context.connect(server);
    await untilAsleep(server.program.pid);
    client.send("wait 150\n");
    await expectReceived(server, client, 9);
    // At once: the answer must still be under way.
    server.program.signal("SIGTERM");
    await client.expectBytes("waited 150 ms\n", "the answer under way", CUT_BY_STOP);
    await client.expectBytes("good-bye: server stops\n", "the good-bye behind it", waitsOn);
    await client.expectEnd("after the good-bye the server ends its side");
  }),

  check("03.5", TOLD, { points: 2, rule: "Stop." }, async (context) => {
    // A grace time below every deadline: what keeps the server longer is another timer.
    const server = await context.ownServer("--grace-ms", "2000");
    const gone = await context.connect(server, "client A");
    const silent = await context.connect(server, "client B");
    await expectEcho(context, gone);
    gone.endSending();
    await gone.expectEnd(
      "when the client has ended its side the server ends its own",
      causeOfNoEnd,
    );
    await expectEcho(context, silent);
    await server.program.askToStop("SIGINT");
    await silent.expectBytes(
      "good-bye: server stops\n",
      "the good-bye to a client that is silent",
      {
        general:
          "A connection that waits for its client's next line must hear of the stop as well: closing the listening socket does not end it.",
        node: "A connection that waits for its client's next line must hear of the stop as well: `server.close` ends none, and waits for all.",
      },
    );
    await silent.expectEnd("after the good-bye the server ends its side");
    silent.endSending();
    await expectStopped(server.program, "SIGINT");
  }),

  check(
    "03.5",
    "the server ends as soon as all connections are over",
    { needs: [TOLD], rule: "Stop." },
    async (context) => {
      const server = await context.ownServer("--grace-ms", "60000");
      const client = await context.connect(server);
      await expectEcho(context, client);
      await server.program.askToStop("SIGTERM");
      await client.expectBytes("good-bye: server stops\n", "the good-bye");
      await client.expectEnd("after the good-bye the server ends its side");
      client.endSending();
      await expectStopped(server.program, "SIGTERM, long before --grace-ms is over", ALARM_LEFT);
    },
  ),

  check(
    "03.5",
    "nobody new is let in while the server stops",
    { points: 2, needs: [STOP], rule: "Stop." },
    async (context) => {
      const server = await context.ownServer();
      const waiting = await context.connect(server, "waiting client");
      waiting.send(VERY_LONG_WAIT);
      await expectReceived(server, waiting, VERY_LONG_WAIT.length);
      await server.program.askToStop("SIGTERM");
      await server.program.expectLine(exactly("stopping"), '"stopping"');
      await context.expectRefused(server, "late client", {
        general: "Close the listening socket at once. That leaves open connections alone.",
        node: "`server.close()` stops accepting, at once, and leaves open connections alone.",
      });
      await expectStaysOpen(server, waiting, CUT_BY_STOP);
      waiting.expectNothing("the answer under way is not due yet", notWaiting);
    },
  ),

  check(
    "03.5",
    "clients that do not go along do not keep the server",
    { points: 2, needs: [STOP], rule: "Stop." },
    async (context) => {
      const server = await context.ownServer("--grace-ms", String(paced(250)));
      const polite = await context.connect(server, "polite client");
      const staying = await context.connect(server, "staying client");
      const waiting = await context.connect(server, "waiting client");
      waiting.send(VERY_LONG_WAIT);
      await expectReceived(server, waiting, VERY_LONG_WAIT.length);
      const deaf = await context.connect(server, "deaf client");
      deaf.stopReading();
      deaf.send(Buffer.alloc(2 * MORE_THAN_BUFFERS, LONG_LINE));
      await deaf.untilStuck(server.program);
      await server.program.askToStop("SIGTERM");
      await polite.expectBytes("good-bye: server stops\n", "the good-bye to a client that leaves");
      polite.endSending();
      await staying.expectBytes("good-bye: server stops\n", "the good-bye");
      await expectStopped(
        server.program,
        "SIGTERM, although one client stays, one reads nothing and one still waits",
        {
          general:
            "The server waits for every open connection, forever. After the grace time, close the remaining ones.",
          node: "`server.close()` waits for every open connection, forever. After the grace time, destroy the remaining ones: all of them, also when the first connection is over long before.",
        },
      );
    },
  ),

  check(
    "03.5",
    "a second signal ends the server at once",
    { points: 2, needs: [STOP], rule: "A second signal" },
    async (context) => {
      const server = await context.ownServer("--grace-ms", "60000");
      const waiting = await context.connect(server, "waiting client");
      const other = await context.connect(server, "client B");
      waiting.send(VERY_LONG_WAIT);
      await expectReceived(server, waiting, VERY_LONG_WAIT.length);
      await server.program.askToStop("SIGTERM");
      await other.expectBytes(
        "good-bye: server stops\n",
        "the good-bye to a client that is silent",
      );
      await expectStaysOpen(server, waiting, CUT_BY_STOP);
      server.program.signal("SIGTERM");
      await server.program.expectExit("at the second signal", {
        cause:
          "A stop that takes too long must be stoppable too: the second signal ends the process at once.",
      });
      waiting.expectNothing("an answer that was cut off by the second signal");
    },
  ),
];

/** Ask when the client has ended its side too: then no connection keeps the server. */
async function expectStopped(program: Program, after: string, cause?: LikelyCause): Promise<void> {
  const exit = await program.changes.until(() => program.exit, deadlineMs());
  if (exit === undefined) {
    throw new CheckFailed(
      `The server should have ended after ${after}; it still ran after ${deadlineMs() / 1000} s.`,
      cause ?? keptAlive(program),
      { timedOut: true },
    );
  }
  await program.expectStatus(0, `after ${after}`, LEFT_BADLY);
  for (const word of ["stopping", "stopped"]) {
    await program.expectLine(exactly(word), `"${word}"`);
  }
}

/** What keeps a server alive whose clients have left. */
function keptAlive(program: Program): LikelyCause {
  if (!program.lines().includes("stopped")) return LEFT_OPEN;
  return listeningPorts(program.pid).length > 0 ? STILL_LISTENS : TIMER_LEFT;
}

const WAITS_ON =
  "The answer came, the good-bye did not: the connection waits on. It must hear of the stop as well, before it waits and while it waits. Does `readNext` (03.1) look at `stopping.aborted` before it waits?";

const LEFT_OPEN =
  "Something keeps the process alive: a connection that is not over, a socket, or a timer that nobody took back.";

const STILL_LISTENS: LikelyCause = {
  general: "It says stopped, and still listens. Close the listening socket.",
  node: "It says stopped, and still listens. `server.close()` stops accepting; without it the server stays.",
};

const TIMER_LEFT =
  "It says stopped, and no connection is open: a timer is left. Look at `readNext`, exercise 03.1.";

const ALARM_LEFT =
  "The only client has left, and the server waits for --grace-ms all the same: a timer is left. Look at `shutdown` (03.5), then at `linger` (03.3): each takes its own back.";

const LEFT_BADLY: LikelyCause = {
  general:
    "It left by an error, or was ended from within. Let it end by itself, when its last connection is over.",
  node: "It left by an error, or by process.exit. Let the process end by itself, when nothing keeps it alive any more.",
};

/** The answer came, and then nothing. */
function waitsOn({ received, ending }: Seen): string | undefined {
  if (received.length > 0) return undefined;
  return ending === "end" ? CUT_BY_STOP : WAITS_ON;
}
