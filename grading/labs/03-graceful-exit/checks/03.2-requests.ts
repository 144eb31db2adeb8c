/** Exercise 03.2: `exit` and `wait` are whole lines; everything else is text. */

import { CR_KEPT, causeOfMissingAnswers, nameChange } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import { paced } from "../../../core/pace.ts";
import type { Seen } from "../../../core/peer.ts";
import {
  causeOfNoEnd,
  EOF_UNNOTICED,
  GOES_ON,
  notWaiting,
  ONLY_EMITS,
  PIECES,
  STAYS,
} from "./causes.ts";
import { expectEcho, expectGoodBye, expectStaysOpen, VERY_LONG_WAIT } from "./helpers.ts";
import { ENDS, SILENT, WAIT } from "./titles.ts";

const TEXT = "lines of text come back as they are";

/** More than a stack has room for calls. */
const MANY_LINES = 20_000;

export const requestChecks = [
  check("03.2", TEXT, { points: 2, rule: "Requests." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    for (const cause of [nameChange, causeOfOneAnswer]) {
      const line = `${context.random.asciiWord()}\n`;
      client.send(line);
      await client.expectBytes(line, "the answer to a line of text", cause);
    }
    context.othersMayGoOn();
    const lines = `${context.random.word()}\n${context.random.word()}\n`;
    await client.sendInPieces(lines, [1, 1, 2, 3, 5, 8]);
    await client.expectBytes(lines, "the lines, as they were sent in pieces", PIECES);
  }),

  check(
    "03.2",
    "20,000 lines in one write are all answered",
    { needs: [TEXT], rule: "Requests." },
    async (context) => {
      const client = await context.connect(await context.server());
      const lines = "x\n".repeat(MANY_LINES);
      client.send(lines);
      await client.expectBytes(lines, "the answers to 20,000 lines", causeOfMissingAnswers);
    },
  ),

  check("03.2", ENDS, { rule: "Requests." }, async (context) => {
    const server = await context.server();
    const client = await context.connect(server);
    client.send("exit\n");
    await expectGoodBye(client, "the answer to exit", exitEchoed);
    await client.expectEnd("after the good-bye the server ends its side", STAYS);
    // Not by its own end: a crash would end the session too.
    await expectEcho(context, await context.connect(server, "next client", { cause: GOES_ON }));
  }),

  check(
    "03.2",
    "the answer to exit is good-bye, and nothing else",
    { needs: [ENDS], rule: "Requests." },
    async (context) => {
      const client = await context.connect(await context.server());
      client.send("exit\n");
      await client.expectBytes("good-bye\n", "the answer to exit", exitEchoed);
      await client.expectEnd("after the good-bye the server ends its side");
    },
  ),

  check(
    "03.2",
    "a CR before the line end does not count",
    { needs: [ENDS], rule: "Lines." },
    async (context) => {
      const client = await context.connect(await context.server());
      client.send("hello\r\n");
      await client.expectBytes("hello\n", "the answer to a line that ends with CR LF", CR_KEPT);
      client.send("exit\r\n");
      await expectGoodBye(client, "the answer to exit with CR LF", CR_KEPT);
    },
  ),

  check(
    "03.2",
    "after an exit the server goes on",
    { points: 2, needs: [ENDS], rule: "Ends." },
    async (context) => {
      const server = await context.server();
      const first = await context.connect(server, "client A");
      const second = await context.connect(server, "client B");
      first.send("exit\n");
      await expectGoodBye(first, "the answer to exit", ONE_CLIENT_ONLY);
      await first.expectEnd("after the good-bye the server ends its side");
      await expectEcho(context, second, ONE_CLIENT_ONLY);
      const third = await context.connect(server, "client C");
      await expectEcho(context, third, ONE_CLIENT_ONLY);
    },
  ),

  check(
    "03.2",
    "exit is seen however it is cut",
    { points: 2, needs: [ENDS], rule: "Lines." },
    async (context) => {
      const server = await context.server();
      const client = await context.connect(server, "client A");
      await client.sendInPieces("exit\n", [2, 2]);
      await expectGoodBye(client, "the answer to exit, sent in pieces", PIECES);
      await client.expectEnd("after the good-bye the server ends its side");
      const slow = await context.connect(server, "client B");
      await slow.sendInPieces("exit", []);
      await expectEcho(context, await context.connect(server, "client C"));
      slow.expectNothing("exit without its line end is no line yet", PIECES);
      slow.send("us\n");
      await slow.expectBytes("exitus\n", "the answer to exitus, sent in pieces", exitInAnyWord);
    },
  ),

  check(
    "03.2",
    "exit between other lines ends the session there",
    { points: 2, needs: [ENDS], rule: "Requests." },
    async (context) => {
      const client = await context.connect(await context.server());
      client.send("hello\nexit\nmore\n");
      await client.expectBytes("hello\n", "the answer to the line before exit", JOINED);
      await expectGoodBye(client, "the answer to exit between other lines", JOINED);
      await client.expectEnd(
        "after exit nothing is answered",
        "The line after exit was answered: look for exit before you go on to the next line.",
      );
    },
  ),

  check(
    "03.2",
    "only a whole line is a command",
    { points: 2, needs: [ENDS], rule: "Requests." },
    async (context) => {
      const client = await context.connect(await context.server());
      const expectText = async (text: string, cause: LikelyCause) => {
        client.send(`${text}\n`);
        await client.expectBytes(`${text}\n`, `the answer to the text "${text}"`, cause);
      };
      for (const text of ["exitus", "no exit", "EXIT", " exit"]) await expectText(text, SUBSTRING);
      for (const text of ["wait", "wait a bit"]) await expectText(text, NO_DIGITS);
      for (const [text, cause] of NO_WAITS) await expectText(text, cause);
    },
  ),

  check(
    "03.2",
    "the last line needs no line end",
    { points: 2, needs: [ENDS], rule: "Lines." },
    async (context) => {
      const server = await context.server();
      const text = await context.connect(server, "client A");
      text.send("hello");
      text.endSending();
      const what = "the answer to a last line without its line end";
      await text.expectBytes("hello\n", what, causeOfNoLastAnswer);
      await text.expectEnd("after the last answer the server ends its side", causeOfNoEnd);
      const exit = await context.connect(server, "client B");
      exit.send("exit");
      exit.endSending();
      await expectGoodBye(exit, "the answer to exit without its line end", LAST_LINE);
      await exit.expectEnd("after the good-bye the server ends its side", causeOfNoEnd);
    },
  ),

  check("03.2", WAIT, { needs: [ENDS], rule: "Requests." }, async (context) => {
    const client = await context.connect(await context.server());
    client.send("wait 0\n");
    await client.expectBytes("waited 0 ms\n", "the answer to wait", causeOfWrongWait);
    context.othersMayGoOn();
    client.send("wait 20\nhello\nwait 0\nexit\n");
    await client.expectBytes(
      "waited 20 ms\nhello\nwaited 0 ms\n",
      "the answers in the order of the lines",
      causeOfWrongWait,
    );
    await expectGoodBye(client, "the answer to exit, the fourth line");
    await client.expectEnd("after the good-bye the server ends its side");
  }),

  check(
    "03.2",
    "one client's wait holds up nobody, and nobody's exit ends it",
    { needs: [WAIT], rule: "Requests." },
    async (context) => {
      const server = await context.server();
      const waiting = await context.connect(server, "waiting client");
      waiting.send(VERY_LONG_WAIT);
      await waiting.untilRead();
      const other = await context.connect(server, "client B");
      await expectEcho(
        context,
        other,
        "A wait must not block the event loop: the others wait with it.",
      );
      other.send("exit\n");
      await expectGoodBye(other, "the answer to exit");
      await other.expectEnd("after the good-bye the server ends its side");
      await expectStaysOpen(server, waiting, ONE_CLIENT_ONLY);
      waiting.expectNothing("the waiting client's answer is not due yet", notWaiting);
    },
  ),

  check(
    "03.2",
    "an answer under way is no silence",
    { needs: [WAIT, SILENT], rule: "Silence counts" },
    async (context) => {
      const [idleMs, waitMs] = [paced(250), paced(400)];
      const client = await context.connect(await context.ownServer("--idle-ms", String(idleMs)));
      client.send(`wait ${waitMs}\n`);
      await client.expectBytes(
        `waited ${waitMs} ms\ngood-bye: silent for ${idleMs} ms\n`,
        "the answer, and then the good-bye for silence",
        "The client is silent because it waits for its answer. Count silence only while you wait for the client.",
      );
      await client.expectEnd("after the good-bye the server ends its side", ONLY_EMITS);
    },
  ),
];

const SUBSTRING =
  "Compare the whole line: `includes` and `startsWith` find exit in other words too.";

const NO_DIGITS = "A wait has digits behind it. A line without them is text, and comes back.";

/** Texts that a friendly reader takes for waits. */
const NO_WAITS = [
  [
    "wait 5 minutes",
    "`split` and `parseInt` forget what follows the number. Look at the whole line.",
  ],
  ["wait -1", "`Number` also reads signs: no wait ends before it begins. Let digits pass only."],
  ["wait 1.5", "`Number` also reads fractions: 1.5. Let digits pass only."],
  ["wait 0x10", "`Number` also reads hexadecimal: 0x10 is 16 to it. Let digits pass only."],
  ["wait 1e3", "`Number` also reads exponents: 1e3 is 1000 to it. Let digits pass only."],
  ["wait 10001", "The longest wait is 10000 ms. What asks for more is no command, so it is text."],
] as const;

const LAST_LINE =
  "When the stream ends, what is left without a line end is the last line: answer it like the others.";

const ONE_CLIENT_ONLY =
  "exit ends one client's session. It must not end the process, the listening, or another client's connection.";

const JOINED =
  "Three lines came in one chunk. A chunk is not a line: split it, and answer line by line.";

/** The line end is missing; a server that has noticed the end of the stream ends its side. */
function causeOfNoLastAnswer({ received, ending }: Seen): LikelyCause {
  return received.length === 0 && ending === "open" ? EOF_UNNOTICED : LAST_LINE;
}

function exitEchoed(seen: Seen): string | undefined {
  if (!seen.received.toString().startsWith("exit")) return nameChange(seen);
  return "exit was echoed as if it were text. It is a command: answer it with good-bye and end your side.";
}

/** The first line was answered. */
function causeOfOneAnswer(seen: Seen): string | undefined {
  if (seen.received.length > 0) return nameChange(seen);
  return "The server answered the first line and no other. Read in a loop, until the connection ends.";
}

function causeOfWrongWait({ received }: Seen): string {
  if (received.toString().startsWith("wait")) {
    return 'A wait came back as text. Its digits make a number, which is compared as a number: as text "20" is more than "10000".';
  }
  return "Each line is answered before the next one is looked at, even if its answer takes a while.";
}

/** The line exitus came in two pieces; a good-bye means that its beginning was found in the whole. */
function exitInAnyWord({ received }: Seen): string {
  return received.toString().startsWith("good") ? SUBSTRING : PIECES;
}
