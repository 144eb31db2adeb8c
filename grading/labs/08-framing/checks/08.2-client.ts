/** Exercise 08.2: the client sends its token with every message, and shows what comes. */

import { check } from "../../../core/check.ts";
import type { LikelyCause } from "../../../core/failure.ts";
import { exactly } from "../../../core/patterns.ts";
import type { Program } from "../../../core/program.ts";
import { expectFrame, frame, header } from "../../../players/frames.ts";
import {
  BLANKS,
  COUNTS_LETTERS,
  DRAWS,
  EMPTY_TEXT,
  LETTERS_CHANGED,
  linesOf,
  MANY,
  ONE_READ,
} from "./causes.ts";
import { connectedClient, expectLost, greetedClient, SOME_TOKEN } from "./helpers.ts";
import { CLIENT_SENDS, CLIENT_SHOWS } from "./titles.ts";

const LF = 0x0a;

/** They come in one read of Node (64 KiB), and its stack has no room for so many calls: some 5,700 fit. */
const MANY_EMPTY_FRAMES = 8_000;

export const clientChecks = [
  check("08.2", CLIENT_SENDS, { points: 2, rule: "The token." }, async (context) => {
    const { client, server } = await greetedClient(context);
    const word = context.random.asciiWord();
    client.type(`hello\n${word}\n`);
    for (const text of ["hello", word]) {
      await expectFrame(
        server,
        `${SOME_TOKEN} ${text}`,
        `the client's line ${JSON.stringify(text)}`,
      );
    }
  }),

  check(
    "08.2",
    CLIENT_SHOWS,
    { points: 2, needs: [CLIENT_SENDS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      const texts = ["hello", context.random.asciiWord()];
      for (const [at, text] of texts.entries()) {
        server.send(frame(text));
        await client.expectOutput(
          linesOf(texts.slice(0, at + 1)),
          "each text on a line",
          clientShows,
        );
      }
    },
  ),

  check(
    "08.2",
    "the client sends and shows any letters, and empty texts",
    { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      const texts = ["Владимир", "", " two  blanks ", `${context.random.word()} 🐙`];
      for (const [at, text] of texts.entries()) {
        const cause = text === "" ? EMPTY_TEXT : text.startsWith(" ") ? BLANKS : LETTERS_CHANGED;
        const what = JSON.stringify(text);
        client.type(`${text}\n`);
        await expectFrame(server, `${SOME_TOKEN} ${text}`, `the client's line ${what}`, cause);
        server.send(frame(text));
        await client.expectOutput(linesOf(texts.slice(0, at + 1)), `the text ${what}`, cause);
      }
    },
  ),

  check(
    "08.2",
    "the client says how much it sends and gets",
    { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      for (const text of ["hello", "Владимир"]) {
        const bytes = Buffer.byteLength(text);
        client.type(`${text}\n`);
        await expectTold(client, `sent ${bytes} bytes`, COUNTS_LETTERS);
        server.send(frame(text));
        await expectTold(client, `received ${bytes} bytes`, COUNTS_LETTERS);
      }
    },
  ),

  check(
    "08.2",
    "a text cannot give commands to the client's terminal",
    { needs: [CLIENT_SHOWS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      server.send(frame("a\x1b[31mb\nc"));
      const shown = "a\\u001b[31mb\\u000ac\n";
      await client.expectOutput(shown, "a text with an escape code and a line end", clientShows);
      server.send(frame("\ufeffe"));
      await client.expectOutput(`${shown}\\ufeffe\n`, "a text that begins with U+FEFF", FIRST_LOST);
    },
  ),

  check(
    "08.2",
    "the client shows all of many frames in one write",
    { needs: [CLIENT_SHOWS], rule: "Frames." },
    async (context) => {
      const { client, server } = await greetedClient(context);
      const texts = [...Array.from({ length: MANY_EMPTY_FRAMES }, () => ""), "the last one"];
      server.send(Buffer.concat(texts.map(frame)));
      const what = `${MANY_EMPTY_FRAMES} empty texts and one more, in one write`;
      await client.expectOutput(linesOf(texts), what, MANY);
    },
  ),
];

export const clientRuleChecks = [
  check(
    "08.2",
    "the client refuses a server that breaks the rules",
    { points: 2, needs: [CLIENT_SENDS], rule: "Refused." },
    async (context) => {
      const lies = [
        ["that does not begin with a token", frame("hello")],
        ["that announces 4 GiB", Buffer.concat([frame(`token ${SOME_TOKEN}`), header(0xffffffff)])],
        [
          "whose text is not UTF-8",
          Buffer.concat([frame(`token ${SOME_TOKEN}`), frame(Buffer.from([0xff]))]),
        ],
      ] as const;
      for (const [what, bytes] of lies) {
        const { client, server } = await connectedClient(context);
        server.send(bytes);
        await expectLost(client, `after meeting a server ${what}`);
      }
    },
  ),
];

async function expectTold(client: Program, line: string, cause?: LikelyCause): Promise<void> {
  const options = { stream: "stderr" as const, ...(cause === undefined ? {} : { cause }) };
  await client.expectLine(exactly(line), JSON.stringify(line), options);
}

const NO_LINE_END = "Each text is a line on standard output: end it with LF (0a).";

const FIRST_LOST = {
  general:
    "U+FEFF at the beginning is a character of the text: do not take it for a mark of order.",
  node: "U+FEFF at the beginning is a character of the text. `new TextDecoder` drops it, unless `ignoreBOM` is true.",
};

function clientShows(printed: Buffer): string {
  if (printed.includes(SOME_TOKEN))
    return "The token is on the screen: the first frame is for the program only.";
  if (printed.includes(0x1b)) return DRAWS;
  if (printed.length > 0 && printed.at(-1) !== LF) return NO_LINE_END;
  return ONE_READ;
}
