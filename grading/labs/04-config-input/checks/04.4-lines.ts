/** Exercise 04.4: the server greets, sends every line back, and says who leaves. */

import {
  CR_KEPT,
  causeOfMissingAnswers,
  nameChange,
  READ_LINES,
  SHARED_STATE,
} from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { startingWith } from "../../../core/patterns.ts";
import type { Peer, Seen } from "../../../core/peer.ts";
import { MARK } from "./causes.ts";
import { BYTE_ORDER_MARK, GREETING, MANY_LINES } from "./helpers.ts";
import { LISTENS } from "./titles.ts";

export const lineChecks = [
  check(
    "04.4",
    "the server greets a client with welcome",
    { rule: "The server greets a client" },
    async (context) => {
      const client = await context.connect(await context.server());
      await client.expectBytes("welcome\n", "the greeting", nameChange);
    },
  ),

  check("04.4", LISTENS, { points: 2, rule: "The server greets a client" }, async (context) => {
    const client = await greetedClient(context);
    const lines = `${context.random.asciiWord()}\n${context.random.asciiWord()}\n`;
    await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
    await client.expectBytes(lines, "the lines, as they were sent in pieces", piecesLost);
    client.send("exit\n");
    await client.expectBytes("good-bye\n", "the answer to exit", nameChange);
    await client.expectEnd("after the good-bye the server closes its side");
  }),

  check(
    "04.4",
    "characters that are cut come back whole",
    { needs: [LISTENS], rule: "A line ends with LF" },
    async (context) => {
      const client = await greetedClient(context);
      const lines = `${context.random.word()}\n${context.random.word()}\n`;
      await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
      await client.expectBytes(lines, "the lines, cut inside their characters", nameChange);
    },
  ),

  check(
    "04.4",
    "a CR before the line end does not count",
    { needs: [LISTENS], rule: "A line ends with LF" },
    async (context) => {
      const client = await greetedClient(context);
      client.send("hello\r\n");
      await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
      client.send("exit\r\n");
      await client.expectBytes("good-bye\n", "the answer to exit with CR LF", CR_KEPT);
    },
  ),

  check(
    "04.4",
    "a byte order mark before the first line does not count",
    { needs: [LISTENS], rule: "A line ends with LF" },
    async (context) => {
      const client = await greetedClient(context);
      client.send(`${BYTE_ORDER_MARK}exit\n`);
      await client.expectBytes("good-bye\n", "the answer to exit behind a byte order mark", MARK);
    },
  ),

  check(
    "04.4",
    "two clients at once get their own lines back",
    { needs: [LISTENS], rule: "Each client has its own lines" },
    async (context) => {
      const [first, second] = [
        await greetedClient(context, "client A"),
        await greetedClient(context, "client B"),
      ];
      await first.sendInPieces("open ", []);
      await second.sendInPieces("clo", []);
      first.send("door\n");
      await first.expectBytes("open door\n", "client A's line, sent in two pieces", SHARED_STATE);
      second.send("se\n");
      await second.expectBytes("close\n", "client B's line, sent in two pieces", SHARED_STATE);
    },
  ),

  check(
    "04.4",
    "a connection leaves no listener behind",
    { needs: [LISTENS], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer();
      const serves = async (client: Peer) => {
        client.send("hello\n");
        await client.expectBytes("hello\n", "the answer to a line");
      };
      const first = await admittedClient(context, server, "client that stays");
      await manyTimes(() => serves(first));
      await manyTimes(async () => {
        const next = await admittedClient(context, server, "client that leaves");
        await serves(next);
        next.close();
      });
      expectNoListenersLeft(server.program);
    },
  ),

  check(
    "04.4",
    "20,000 lines in one write all come back",
    { needs: [LISTENS], rule: "Each client has its own lines" },
    async (context) => {
      const client = await greetedClient(context);
      const lines = "x\n".repeat(MANY_LINES);
      client.send(lines);
      await client.expectBytes(lines, "the answers to 20,000 lines", causeOfMissingAnswers);
    },
  ),

  check(
    "04.4",
    "the server says who leaves",
    { needs: [LISTENS], rule: "Each client has its own lines" },
    async (context) => {
      const server = await context.server();
      const client = await greetedClient(context);
      client.endSending();
      const start = `disconnected ${client.address}`;
      await server.program.expectLine(startingWith(start), `"${start}"`);
    },
  ),
];

/** A client of the shared server, which has been greeted. */
async function greetedClient(context: CheckContext, voice = "client"): Promise<Peer> {
  return await admittedClient(context, await context.server(), voice);
}

async function admittedClient(
  context: CheckContext,
  server: RunningServer,
  voice: string,
): Promise<Peer> {
  const client = await context.connect(server, voice);
  await client.expectLine(GREETING, "the greeting");
  return client;
}

/** The lines were sent in pieces. */
function piecesLost(seen: Seen): string | undefined {
  if (seen.received.length === 0 && seen.ending === "open") return NOT_SENT_BACK;
  return nameChange(seen) ?? (seen.ending === "open" ? READ_LINES : undefined);
}

const NOT_SENT_BACK =
  "The server sends nothing back. After its greeting it reads line after line, and sends each one back when its LF has come.";
