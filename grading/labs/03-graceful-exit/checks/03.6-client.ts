/** Exercise 03.6: the client sends and prints at once, and ends when the server has left. */

import { causeOfWrongInput, INPUT_LEFT_OPEN } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Peer, Seen } from "../../../core/peer.ts";
import type { Program } from "../../../core/program.ts";
import { PIECES } from "./causes.ts";
import { ENDS } from "./titles.ts";

const BYE = "the client ends when the server says good-bye";
const SENDS = "the client sends exit, and ends";

export const clientChecks = [
  check("03.6", BYE, { points: 2, rule: "The client's messages" }, async (context) => {
    const { client, server } = await pair(context);
    await server.sendInPieces("hello\ngood-bye\n", [8]);
    server.endSending();
    await client.expectStatus(
      0,
      "after the server's good-bye, with its input open",
      INPUT_LEFT_OPEN,
    );
    await client.expectOutput("hello\ngood-bye\n", "what the server said");
    await expectSaid(client, "disconnected: the server said good-bye");
  }),

  check(
    "03.6",
    "the client ends when the server leaves without a word",
    { needs: [BYE], rule: "The client's messages" },
    async (context) => {
      const { client, server } = await pair(context);
      server.send("hello\n");
      server.endSending();
      await client.expectStatus(0, "after the server's end, with its input open", INPUT_LEFT_OPEN);
      await expectSaid(client, "disconnected: the server ended the connection");
    },
  ),

  check(
    "03.6",
    SENDS,
    { points: 2, needs: [BYE], rule: "The client sends its input as it is" },
    async (context) => {
      const { client, server } = await pair(context);
      client.type("exit\n");
      await server.expectBytes("exit\n", "the client's line", causeOfNoExit);
      server.send("good-bye\n");
      server.endSending();
      await client.expectStatus(
        0,
        "after the server's good-bye, with its input open",
        INPUT_LEFT_OPEN,
      );
      await client.expectOutput("good-bye\n", "what the server said");
    },
  ),

  check(
    "03.6",
    "the pair parts well through a network that cuts every line",
    { needs: [ENDS], rule: "Lines." },
    async (context) => {
      const client = context.client(await context.through(await context.server(), { split: 3 }));
      client.type("exit\n");
      await client.expectStatus(0, "after the server's good-bye, with its input open", PIECES);
      await client.expectOutput("good-bye\n", "what the server said");
      await expectSaid(client, "disconnected: the server said good-bye");
    },
  ),

  check(
    "03.6",
    "the client reads on after the end of its input",
    { points: 2, needs: [BYE], rule: "The client sends its input as it is" },
    async (context) => {
      const { client, server } = await pair(context);
      client.type("wait 10\n");
      client.endInput();
      await server.expectBytes("wait 10\n", "the client's line", causeOfWrongInput);
      await server.expectEnd("after the end of its input the client ends its side");
      server.send("waited 10 ms\n");
      server.endSending();
      await client.expectStatus(0, "after the server has ended its side");
      await client.expectOutput(
        "waited 10 ms\n",
        "the answer that came after the end of the input",
        "The end of the input is not the end of the session: end your side only, and read until the server has ended its own.",
      );
      await expectSaid(client, "disconnected: both sides have ended");
    },
  ),

  check(
    "03.6",
    "a reset is no good end for the client",
    { needs: [BYE, SENDS], rule: "The client's messages" },
    async (context) => {
      const { client, server } = await pair(context);
      client.type("hello\n");
      await server.expectBytes("hello\n", "the client's line");
      server.reset();
      await expectLost(client, "after a reset");
    },
  ),

  check(
    "03.6",
    "an answer that is cut is no good end",
    { points: 2, needs: [BYE], rule: "The client's messages" },
    async (context) => {
      const { client, server } = await pair(context);
      server.send("hello\nhel");
      server.endSending();
      await expectLost(client, "after an answer without its line end");
      await client.expectOutput("hello\nhel", "what the server said, up to the cut");
    },
  ),

  check(
    "03.6",
    "a stopped client ends its side and reads the rest",
    { points: 2, needs: [BYE, SENDS], rule: "A stopped client." },
    async (context) => {
      const { client, server } = await pair(context);
      client.type("hello\n");
      await server.expectBytes("hello\n", "the client's line");
      await client.askToStop("SIGINT");
      await server.expectEnd("after SIGINT the client ends its side", CUT_BY_SIGNAL);
      server.send("hello\n");
      server.endSending();
      await client.expectStatus(0, "after SIGINT and the server's end", CUT_BY_SIGNAL);
      await client.expectOutput("hello\n", "the answer that was under way", CUT_BY_SIGNAL);
    },
  ),

  check(
    "03.6",
    "a stopped client does not wait for a server that stays",
    { needs: [BYE, SENDS], rule: "A stopped client." },
    async (context) => {
      const { client, server } = await pair(context, "--grace-ms", "100");
      client.type("hello\n");
      await server.expectBytes("hello\n", "the client's line");
      await client.askToStop("SIGTERM");
      await client.expectStatus(
        0,
        "after SIGTERM and the grace time, although the server has not ended its side",
        "Every wait needs an end: after the grace time the client leaves by itself.",
      );
    },
  ),
];

/** The client, connected to a scripted server. */
async function pair(
  context: CheckContext,
  ...flags: string[]
): Promise<{ client: Program; server: Peer }> {
  const listener = await context.listen();
  const client = context.client(listener.address, ...flags);
  const server = await listener.accept(client);
  await expectSaid(client, `connected to 127.0.0.1:${listener.address.port}`);
  return { client, server };
}

/** The client has said this on standard error. */
async function expectSaid(client: Program, line: string): Promise<void> {
  await client.expectLine(exactly(line), JSON.stringify(line), { stream: "stderr" });
}

async function expectLost(client: Program, why: string): Promise<void> {
  await client.expectStatus(1, why, {
    general:
      "To the socket a cut stream looks like any other end, and a reset is an error: neither may look like success.",
    node: 'To the socket a cut stream looks like any other end, and a reset is an "error" event: neither may look like success.',
  });
  await client.expectLine(/^Connection lost: ./, 'a line that begins with "Connection lost: "', {
    stream: "stderr",
  });
}

const CUT_BY_SIGNAL =
  "Without a handler a signal ends the process at once. End your side, and print what still comes.";

/** The client's exit did not come as it was typed. */
function causeOfNoExit(seen: Seen): string | undefined {
  if (seen.ending === "open") return causeOfWrongInput(seen);
  return "It is the server that ends the session: the client sends exit like any other line.";
}
