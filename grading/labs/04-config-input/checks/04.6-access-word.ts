/** Exercise 04.6: the server asks for the access word, three times at most. */

import { CR_KEPT, READ_LINES, SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { TextForm } from "../../../core/patterns.ts";
import type { Peer, Seen } from "../../../core/peer.ts";
import { MARK } from "./causes.ts";
import { BYTE_ORDER_MARK, GREETING, withWord } from "./helpers.ts";
import { LISTENS } from "./titles.ts";

const WORD = "the server asks for the access word and welcomes who knows it";

const QUESTION = new TextForm('"access word?"', /^(?!.*wrong).*word/isu);

const REFUSAL = new TextForm('"wrong access word"', /wrong/isu);

export const accessWordChecks = [
  check(
    "04.6",
    WORD,
    { points: 2, rule: "With an access word, it first says" },
    async (context) => {
      const word = context.random.asciiWord();
      const client = await context.connect(await serverWithWord(context, word));
      await client.expectLine(QUESTION, "the server's question", badQuestion);
      client.send(`${word}\n`);
      await client.expectLine(GREETING, "the answer to the right word");
    },
  ),

  check(
    "04.6",
    "an access word may have any characters",
    { needs: [WORD], rule: "With an access word, it first says" },
    async (context) => {
      const word = context.random.word();
      const client = await expectAsked(context, await serverWithWord(context, word), "client");
      client.send(`${word}\n`);
      const cause =
        "Neither word may be changed by reading or comparing it: both are text in UTF-8, of any script.";
      await client.expectLine(GREETING, "the answer to the right word", cause);
    },
  ),

  check(
    "04.6",
    "the flag --access-word counts, and before the variable",
    { needs: [WORD], rule: "Both programs have three settings" },
    async (context) => {
      const flags = ["--host", "127.0.0.1", "--port", "0", "--access-word", "sesame"];
      const program = context.startWith({ LAB_ACCESS_WORD: "barley" }, "server", ...flags);
      const server = { program, address: await context.announced(program) };
      const client = await expectAsked(context, server, "client", FLAG_FIRST);
      client.send("sesame\n");
      await client.expectLine(GREETING, "the answer to the word of the flag", FLAG_FIRST);
    },
  ),

  check(
    "04.6",
    "the variable LAB_ACCESS_WORD counts",
    { needs: [WORD], rule: "Both programs have three settings" },
    async (context) => {
      const flags = ["--host", "127.0.0.1", "--port", "0"];
      const program = context.startWith({ LAB_ACCESS_WORD: "sesame" }, "server", ...flags);
      const server = { program, address: await context.announced(program) };
      const client = await context.connect(server);
      await client.expectLine(QUESTION, "the server's question", badQuestion);
    },
  ),

  check(
    "04.6",
    "a wrong access word is asked for again",
    { needs: [WORD], rule: "With an access word, it first says" },
    async (context) => {
      const client = await context.connect(await serverWithWord(context, "Sesame"));
      await client.expectBytes("access word?\n", "the server's question");
      client.send("sesame\n");
      await client.expectBytes(
        "wrong access word\naccess word?\n",
        "the answer to a wrong word",
        badAnswerToWrongWord,
      );
      client.send("Sesame\n");
      await client.expectBytes("welcome\n", "the answer to the right word");
    },
  ),

  check(
    "04.6",
    "three wrong words end the connection",
    { points: 2, needs: [WORD], rule: "With an access word, it first says" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      await expectThreeRefusals(context, server, "client A", ["", "sesam", "sesame "]);
      // A fullwidth s and an old form of it: letters of their own, however alike some comparisons find them.
      await expectThreeRefusals(context, server, "client B", [
        "esame",
        "a sesame",
        "\uff53e\u017fame",
      ]);
      await expectAsked(context, server, "client C");
    },
  ),

  check(
    "04.6",
    "a client that leaves at the question is told no more",
    { needs: [WORD], rule: "With an access word, it first says" },
    async (context) => {
      const client = await expectAsked(context, await serverWithWord(context, "sesame"), "client");
      client.endSending();
      await client.expectEnd(
        "the client has closed its side, and the server closes its own",
        NO_ANSWER,
      );
    },
  ),

  check(
    "04.6",
    "each client has its own attempts",
    { needs: [WORD], rule: "Each client has its own lines" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      const first = await expectAsked(context, server, "client A");
      const second = await expectAsked(context, server, "client B", HELD_UP);
      for (const number of ["first", "second"]) {
        first.send("barley\n");
        await expectAskedAgain(first, `client A's ${number} wrong word`);
      }
      second.send("barley\n");
      await expectAskedAgain(second, "client B's first wrong word");
      await second.sendInPieces("ses", []);
      first.send("sesame\n");
      await first.expectLine(GREETING, "the answer to client A's right word", SHARED_STATE);
      second.send("ame\n");
      await second.expectLine(
        GREETING,
        "the answer to client B's right word, sent in two pieces",
        `${READ_LINES} ${SHARED_STATE}`,
      );
    },
  ),

  check(
    "04.6",
    "the access word may come in pieces",
    { points: 2, needs: [WORD], rule: "A line ends with LF" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      const pieces = await expectAsked(context, server, "client A");
      await pieces.sendInPieces("sesame\n", [1, 2, 3]);
      await pieces.expectLine(GREETING, "the answer to the right word in pieces", READ_LINES);
      const joined = await expectAsked(context, server, "client B", HELD_UP);
      joined.send("wrong\nsesame\n");
      for (const [form, what] of [
        [REFUSAL, "the answer to the wrong word, which came with the right one"],
        [QUESTION, "the question after the wrong word"],
        [GREETING, "the answer to the right word, which came with the wrong one"],
      ] as const) {
        await joined.expectLine(form, what, READ_LINES);
      }
    },
  ),

  check(
    "04.6",
    "a line together with the access word is echoed",
    { needs: [WORD, LISTENS], rule: "A line ends with LF" },
    async (context) => {
      const client = await expectAsked(context, await serverWithWord(context, "sesame"), "client");
      client.send("sesame\nhello\n");
      await client.expectLine(GREETING, "the answer to the word, with which a line came");
      await client.expectLine("hello", "the answer to the line that came with the word", lineLost);
    },
  ),

  check(
    "04.6",
    "a CR behind the access word does not count",
    { needs: [WORD], rule: "A line ends with LF" },
    async (context) => {
      const client = await expectAsked(context, await serverWithWord(context, "sesame"), "client");
      client.send("sesame\r\n");
      await client.expectLine(GREETING, "the answer to the right word with CR LF", CR_KEPT);
    },
  ),

  check(
    "04.6",
    "a byte order mark before the access word does not count",
    { needs: [WORD], rule: "A line ends with LF" },
    async (context) => {
      const client = await expectAsked(context, await serverWithWord(context, "sesame"), "client");
      client.send(`${BYTE_ORDER_MARK}sesame\n`);
      await client.expectLine(GREETING, "the answer to the word behind a byte order mark", MARK);
    },
  ),

  check(
    "04.6",
    "a client at the question holds up nobody",
    { needs: [WORD], rule: "Each client has its own lines" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      const silent = await expectAsked(context, server, "silent client");
      const client = await expectAsked(context, server, "client B", HELD_UP);
      client.send("sesame\n");
      await client.expectLine(GREETING, "the answer while another client is asked", HELD_UP);
      silent.expectNothing("the silent client should get nothing more");
    },
  ),

  check(
    "04.6",
    "a reset at the question ends one connection",
    { needs: [WORD], rule: "Each client has its own lines" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      const victim = await expectAsked(context, server, "client A");
      await victim.resetSeenBy(server.program);
      await expectAsked(context, server, "client B", NO_ERROR_LISTENER);
    },
  ),

  check(
    "04.6",
    "the server never prints a word",
    { needs: [WORD], rule: "An access word fits into one line" },
    async (context) => {
      const server = await serverWithWord(context, "sesame");
      const client = await expectAsked(context, server, "client A");
      client.send("sesamy\nsesame\n");
      await client.expectLine(REFUSAL, "the answer to a wrong word");
      await client.expectLine(QUESTION, "the question after the wrong word");
      await client.expectLine(GREETING, "the answer to the right word");
      client.endSending();
      await client.untilBytes(1); // its end, too
      await server.program.stop(); // now all that it has printed is here
      const printed = server.program.everythingPrinted;
      if (!/sesam[ey]/.test(printed)) return;
      fail(
        "The server should print neither the access word nor what was tried; it did.",
        "What is printed ends in logs. A wrong word too: it is often the right one with a typing error.",
      );
    },
  ),
];

async function serverWithWord(context: CheckContext, word: string): Promise<RunningServer> {
  const flags = ["--host", "127.0.0.1", "--port", "0"];
  return await withWord(context, "server", word, flags, async (program) => ({
    program,
    address: await context.announced(program),
  }));
}

async function expectAsked(
  context: CheckContext,
  server: RunningServer,
  voice: string,
  cause?: LikelyCause,
): Promise<Peer> {
  const client = await context.connect(server, voice, cause === undefined ? {} : { cause });
  await client.expectLine(QUESTION, "the server's question", cause);
  return client;
}

/** A client that sends these wrong words, and no right one. */
async function expectThreeRefusals(
  context: CheckContext,
  server: RunningServer,
  voice: string,
  words: readonly string[],
): Promise<void> {
  const client = await context.connect(server, voice);
  for (const wrong of words) {
    await client.expectLine(QUESTION, "the server's question", NO_QUESTION);
    client.send(`${wrong}\n`);
    await client.expectLine(REFUSAL, `the answer to the wrong word "${wrong}"`, badRefusal);
  }
  await client.expectEnd(
    "after three wrong words the server closes its side",
    "A program tries a million words while a person tries three: the attempts of a connection need a limit.",
  );
}

/** After a wrong word that is not the last. */
async function expectAskedAgain(client: Peer, after: string): Promise<void> {
  await client.expectLine(REFUSAL, `the answer to ${after}`, SHARED_STATE);
  await client.expectLine(QUESTION, `the question after ${after}`, SHARED_STATE);
}

function badQuestion({ received }: Seen): string | undefined {
  const said = received.toString();
  if (said.startsWith("access word?")) return LINE_END;
  if (!/^welcome/i.test(said)) return undefined;
  return "It was started with LAB_ACCESS_WORD in its environment, and welcomes a client that has said nothing.";
}

/** The answer to a word that is nearly the right one. */
function badRefusal({ received }: Seen): string {
  return received.length === 0
    ? "The third wrong word is answered, too, before the server closes its side."
    : "Only the whole word is the word: no part of it, not more, not nothing; no blank is taken away, and no letter stands for another.";
}

/** The word was right, and something else came in the place of the line's echo. */
function lineLost({ received }: Seen): string {
  return GREETING.match(received.toString()) === null || received.length === 0
    ? READ_LINES
    : "The server greets twice: `handleConnection` sends the greeting when `admit` has returned true.";
}

function badAnswerToWrongWord({ received }: Seen): string {
  const said = received.toString();
  if (said.startsWith("welcome")) return "Sesame is the word, sesame is another.";
  // The question may stand behind it, and so be in the place of its line end.
  if (/^wrong access word(?!\n)/.test(said)) return LINE_END;
  return NO_QUESTION;
}

const LINE_END = "Every line ends with LF: the client waits for it.";

const HELD_UP = "While the server waits for one client's word, it must serve the others.";

const NO_QUESTION = "A wrong word gets the question again, three times in all.";

const NO_ANSWER =
  "The client has left without an answer: there is no line to compare, and nobody to ask again. End the connection.";

const FLAG_FIRST =
  "It was started with --access-word sesame and LAB_ACCESS_WORD=barley: the flag counts before the variable.";

const NO_ERROR_LISTENER: LikelyCause = {
  general:
    "A reset arrives as an error of the read or the write. Where nobody catches it, it ends the thread or the whole server.",
  node: 'A reset arrives as an "error" event, or as an exception of the read. Where nobody catches it, it ends the whole server.',
};
