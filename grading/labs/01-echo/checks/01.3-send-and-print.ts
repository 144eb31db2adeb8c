/** Exercise 01.3: the client sends its input, prints what it gets, and ends. */

import { causeOfWrongInput, INPUT_LEFT_OPEN } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import type { Program } from "../../../core/program.ts";
import { PILES_UP } from "./causes.ts";
import { MORE_THAN_BUFFERS } from "./helpers.ts";
import { CONNECTS } from "./titles.ts";

const SENDS = "the client sends its input byte for byte";

export const sendChecks = [
  check(
    "01.3",
    SENDS,
    { points: 2, needs: [CONNECTS], rule: "The client's streams." },
    async (context) => {
      const input = Buffer.concat([Buffer.from("hello\nпривет\n"), context.random.bytes(600)]);
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      client.type(input);
      await server.expectBytes(input, "the client's input", causeOfWrongInput);
      client.endInput();
      await server.expectEnd("after the end of its input the client ends its side", () =>
        whyItDoesNotEnd(client),
      );
    },
  ),

  check(
    "01.3",
    "the client prints what it gets, byte for byte",
    { points: 2, needs: [SENDS], rule: "The client's streams." },
    async (context) => {
      const answer = Buffer.concat([Buffer.from("привет, 🐙\n"), context.random.bytes(64)]);
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      await server.sendInPieces(answer, [1, 2, 3, 5, 8]);
      await client.expectOutput(answer, "the server's answer", (printed) =>
        causeOfWrongOutput(printed, answer, client),
      );
    },
  ),
];

export const endChecks = [
  check(
    "01.3",
    "the client reads on after its input has ended",
    { needs: [SENDS], rule: "The client's streams." },
    async (context) => {
      const answer = `${context.random.word()}\n`;
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      client.endInput();
      await server.expectEnd("after the end of its input the client ends its side");
      server.send(answer);
      server.endSending();
      await client.expectStatus(0, "after the server has ended its side");
      await client.expectOutput(
        answer,
        "the answer that came after the end of the input",
        "The end of the input is not the end of the connection: end your side only, and read until the server has ended its own.",
      );
    },
  ),

  check(
    "01.3",
    "the client ends when the server has ended",
    { needs: [SENDS], rule: "When the server has ended its side" },
    async (context) => {
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      server.send("bye\n");
      server.endSending();
      await client.expectStatus(0, "after the server has ended its side", INPUT_LEFT_OPEN);
    },
  ),

  check(
    "01.3",
    "the client does not read more input than the server takes",
    { points: 2, needs: [SENDS], rule: "Back-pressure." },
    async (context) => {
      const input = Buffer.alloc(MORE_THAN_BUFFERS, "0123456789abcdef\n");
      const listener = await context.listen();
      const client = context.client(listener.address);
      const server = await listener.accept(client);
      server.stopReading();
      client.type(input);
      await client.untilStuck();
      if (client.inputWaiting === 0)
        fail(
          `The server read nothing, yet the client took all ${input.length} bytes of its input.`,
          PILES_UP,
        );
      server.goOnReading();
      await server.expectBytes(input, "the input, once the server reads again", causeOfWrongInput);
    },
  ),
];

const CUT_LETTERS: LikelyCause = {
  general:
    "The pieces were cut inside characters. Print the bytes as they come: a chunk that is decoded alone breaks the characters at its ends, and a function that prints lines adds line ends.",
  node: "The pieces were cut inside letters. Print the bytes as they come: a chunk that is decoded alone breaks the letters at its ends, and console.log adds line ends.",
};

const PRINTS_TOO_LATE =
  "Your client printed nothing while its input was still open. It must read from the server and from its input at the same time.";

const PRINTS_ONCE =
  "Your client printed the first bytes and then no more. The answer comes in several chunks: read in a loop, until the server ends its side.";

const LINES_OF_ITS_OWN =
  "It printed lines of its own on standard output; only the server's bytes belong there. Use `printStatus`.";

/** All bytes came from the client, and no FIN. The worked one says each write that is done. */
function whyItDoesNotEnd(client: Program): string {
  return client.lines("stderr").some((line) => /^sent \d+ bytes/.test(line))
    ? "When the input has ended, `socket.end()` tells the server so. It sends a FIN and still reads."
    : "All bytes came, but the client did not go on: `drain` comes only after `write` has returned false.";
}

/** What the client printed in place of the server's answer. */
function causeOfWrongOutput(printed: Buffer, answer: Buffer, client: Program): LikelyCause {
  if (printed.length === 0 && client.exit === undefined) return PRINTS_TOO_LATE;
  if (answer.subarray(0, printed.length).equals(printed)) return PRINTS_ONCE;
  const isOwnLine = printed[0] !== answer[0] && !printed.includes("\uFFFD");
  return isOwnLine ? LINES_OF_ITS_OWN : CUT_LETTERS;
}
