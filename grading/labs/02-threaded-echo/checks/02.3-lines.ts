/** Exercise 02.3: a line is a line, however it comes, and each is answered. */

import { causeOfMissingAnswers, ONE_AT_A_TIME, SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import type { Seen } from "../../../core/peer.ts";
import { CARRIAGE_RETURN } from "./causes.ts";
import { enter, expectAnswer, expectClosed, TOO_LONG } from "./helpers.ts";
import { ANSWERS, LETS_IN } from "./titles.ts";

/** More than a stack has room for calls. */
const MANY_LINES = 60_000;

export const lineChecks = [
  check("02.3", ANSWERS, { points: 2, needs: [LETS_IN], rule: "Answers." }, async (context) => {
    const admittedClient = await enter(context, await context.server());
    for (const number of [1, 2]) {
      const text = context.random.asciiWord();
      admittedClient.client.send(`${text}\n`);
      await expectAnswer(
        admittedClient,
        number,
        text,
        number === 1 ? causeOfWrongAnswer : causeOfOneAnswer,
      );
      context.othersMayGoOn();
    }
  }),

  check(
    "02.3",
    "a line is a line, however it is cut",
    { points: 2, needs: [ANSWERS], rule: "Lines." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      const text = `привет, 🐙 ${context.random.word()}`;
      await admittedClient.client.sendInPieces(`${text}\n`, [1, 2, 3, 5, 8]);
      await expectAnswer(admittedClient, 1, text, causeOfWrongAnswer);
    },
  ),

  check(
    "02.3",
    "lines that come together are answered one by one",
    { points: 2, needs: [ANSWERS], rule: "Lines." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      const words = Array.from({ length: 3 }, () => context.random.asciiWord());
      const texts = [...words, "", "  two words  ", "the end"];
      admittedClient.client.send(texts.map((text) => `${text}\n`).join(""));
      for (const [index, text] of texts.entries()) {
        const isPlain = index < words.length;
        await expectAnswer(
          admittedClient,
          index + 1,
          text,
          isPlain ? CHUNK_IS_NO_LINE : WHOLE_LINE,
        );
      }
    },
  ),

  check(
    "02.3",
    "only the whole line is a request",
    { needs: [ANSWERS], rule: "Answers." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      admittedClient.client.send(NO_REQUESTS.map((line) => `${line}\n`).join(""));
      for (const [index, line] of NO_REQUESTS.entries()) {
        await expectAnswer(admittedClient, index + 1, line, PART_OF_A_LINE);
      }
    },
  ),

  check(
    "02.3",
    "60,000 lines in one write are all answered",
    { needs: [ANSWERS], rule: "Answers." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      admittedClient.client.send("first\n");
      await expectAnswer(admittedClient, 1, "first");
      admittedClient.client.send("x\n".repeat(MANY_LINES));
      const numbers = Array.from({ length: MANY_LINES }, (_, index) => index + 2);
      const answers = numbers.map(
        (number) => `[thread ${admittedClient.thread} line ${number}] x\n`,
      );
      await admittedClient.client.expectBytes(
        answers.join(""),
        "the answers to 60,000 lines",
        causeOfMissingAnswers,
      );
    },
  ),

  check(
    "02.3",
    "the CR of a line's end is dropped, also when it is cut off",
    { needs: [ANSWERS], rule: "Lines." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      await admittedClient.client.sendInPieces("one\r\ntwo\r\n", [4, 5]);
      for (const [index, text] of ["one", "two"].entries()) {
        await expectAnswer(admittedClient, index + 1, text, CARRIAGE_RETURN);
      }
    },
  ),

  check(
    "02.3",
    "the last line counts, even without its end",
    { points: 2, needs: [ANSWERS], rule: "The client's end." },
    async (context) => {
      const admittedClient = await enter(context, await context.server());
      admittedClient.client.send("first\nlast");
      admittedClient.client.endSending();
      await expectAnswer(admittedClient, 1, "first");
      await expectAnswer(
        admittedClient,
        2,
        "last",
        "At the end of the stream there may be a line left that has no LF: it counts too. Answer it, and then end your side.",
      );
      await admittedClient.client.expectEnd("after the last answer the server ends its side");
    },
  ),

  check(
    "02.3",
    "a line without an end is refused",
    { needs: [ANSWERS], rule: "Too long." },
    async (context) => {
      const server = await context.server();
      const endless = await enter(context, server, "client A");
      const other = await enter(context, server, "client B");
      endless.client.send("x".repeat(TOO_LONG));
      await expectClosed(
        endless.client,
        `after ${TOO_LONG} letters without a line's end the server closes the connection`,
        "Whoever waits for the end of a line keeps its beginning. A client that never ends its line must not fill the memory: the README says how long a line may be.",
      );
      other.client.send("still here\n");
      await expectAnswer(other, 1, "still here");
    },
  ),

  check(
    "02.3",
    "a client in the middle of a line holds up nobody",
    { needs: [ANSWERS], rule: "Nobody waits for another." },
    async (context) => {
      const server = await context.server();
      const slow = await enter(context, server, "slow client");
      const quick = await enter(context, server, "quick client");
      slow.client.send("half a ");
      await slow.client.untilRead();
      for (const number of [1, 2]) {
        quick.client.send("hello\n");
        await expectAnswer(quick, number, "hello", heldUpOrMixed);
      }
      slow.client.expectNothing("half a line should not be answered", CHUNK_IS_NO_LINE);
      slow.client.send("line\n");
      await expectAnswer(slow, 1, "half a line", heldUpOrMixed);
      quick.client.send("bye\n");
      await expectAnswer(quick, 3, "bye", heldUpOrMixed);
    },
  ),

  check(
    "02.3",
    "the pair works together",
    { needs: [ANSWERS], rule: "The client is that of lab 01" },
    async (context) => {
      // Pieces of seven bytes: each answer is cut, and here and there a letter is.
      const client = context.client(await context.through(await context.server(), { split: 7 }));
      client.type("hello\nпривет");
      client.endInput();
      await client.expectStatus(0, "after the server has ended its side");
      const printed = client.output.toString();
      if (/^\[thread (\d+) line 1\] hello\n\[thread \1 line 2\] привет\n$/.test(printed)) return;
      fail(
        `The client should print the two answers on standard output; it printed ${JSON.stringify(printed)}.`,
        /helloпривет/.test(printed) ? LINE_ENDS_LOST : PRINTS_ALL,
      );
    },
  ),
];

/** They begin like a request. */
const NO_REQUESTS = ["crash now", "crashes", "primes-7"];

const WHOLE_LINE =
  "An empty line is a line, and blanks are a part of the line: only its LF, and a CR before it, are taken off. Cut at LF alone, and pass over nothing.";

const CHUNK_IS_NO_LINE =
  "One chunk is not one line: it may hold half a line, or ten. Cut at each LF, and keep what is left for the next chunk.";

const PART_OF_A_LINE =
  "Look at the whole line: `startsWith` and `split` also find a request where only a part of the line is one.";

const ANSWERS_ONCE =
  "The server answered the first line and no other. Read in a loop, until the client has ended its side.";

const LINE_ENDS_LOST =
  "The client lost the line end of its input: what reads a line often takes its line end off. Send the input as it is.";

const PRINTS_ALL =
  "The client prints what the server says, byte for byte, until the server has ended its side.";

/** The first line was answered. */
function causeOfOneAnswer(seen: Seen): string | undefined {
  return seen.received.length === 0 ? ANSWERS_ONCE : causeOfWrongAnswer(seen);
}

/** No answer while another client is in the middle of a line, or an answer that holds something of the other. */
function heldUpOrMixed({ received, ending }: Seen): string | undefined {
  if (received.length > 0) return SHARED_STATE;
  return ending === "open" ? ONE_AT_A_TIME : undefined;
}

/** A line that is not as it should be: half of it, two of it, or letters broken by a cut. */
function causeOfWrongAnswer({ received }: Seen): string | undefined {
  if (received.includes("\uFFFD")) {
    return "� stands where a letter was cut: its bytes came in two chunks, and each was decoded alone. A TextDecoder with { stream: true } keeps the beginning of a letter until the rest has come.";
  }
  return received.length > 0 ? CHUNK_IS_NO_LINE : undefined;
}
