/** Exercise 08.3: a frame may be cut anywhere, and many may come together. */

import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { deadlineMs } from "../../../core/pace.ts";
import { frame, HEADER_BYTES, header } from "../../../players/frames.ts";
import { LETTERS_CHANGED, LIMIT_IS_ALLOWED, linesOf, MANY, noLimit } from "./causes.ts";
import {
  connectedClient,
  DEFAULT_LIMIT,
  enter,
  enterInLine,
  expectGivesUp,
  expectReceived,
  expectRefused,
  framesOf,
  goneFrom,
  greetedClient,
  isShown,
  leave,
  SOME_TOKEN,
  shownBy,
  TOKEN_BYTES,
} from "./helpers.ts";
import { CLIENT_SHOWS, SHOWN } from "./titles.ts";

const PIECES = "a frame may come in pieces";

/** More than Python's stack has room for: 1,000 calls. */
const MANY_FRAMES = 3_000;

export const manyFramesChecks = [
  check(
    "08.3",
    "thousands of frames in one write are as many messages",
    { needs: [SHOWN], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const texts = Array.from({ length: MANY_FRAMES }, (_, index) => `message ${index + 1}`);
      fakeClient.say(...texts);
      const { changes } = server.program;
      await changes.until(
        () => shownBy(server)[fakeClient.shown + MANY_FRAMES - 1] ?? goneFrom(server, fakeClient),
        deadlineMs(),
      );
      const shown = shownBy(server).slice(fakeClient.shown);
      const wrong = texts.findIndex((text, at) => !isShown(text, shown[at]));
      if (wrong >= 0) {
        fail(
          `${MANY_FRAMES} frames came in one write. The server should have shown each of them; it has shown the first ${wrong}.`,
          MANY,
        );
      }
      await leave(server, fakeClient);
    },
  ),
];

export const limitChecks = [
  check(
    "08.3",
    "the client takes a text of the limit, and none that is longer",
    { needs: [CLIENT_SHOWS], rule: "The limit." },
    async (context) => {
      const { client, server } = await greetedClient(context);
      const longest = "x".repeat(DEFAULT_LIMIT);
      server.send(frame(longest));
      await client.expectOutput(`${longest}\n`, "a text of 1048576 bytes", LIMIT_IS_ALLOWED);
      server.send(header(DEFAULT_LIMIT + 1));
      await expectGivesUp(client, "after a header that announces 1048577 bytes", noLimit(0));
    },
  ),
];

export const chunkChecks = [
  check("08.3", PIECES, { points: 2, needs: [SHOWN], rule: "Frames." }, async (context) => {
    const server = await context.server();
    const fakeClient = await enter(context, server);
    const end = HEADER_BYTES + TOKEN_BYTES;
    for (const [what, cuts] of [
      ["the first byte of its header", [1]],
      ["two bytes of its header", [2]],
      ["three bytes of its header", [3]],
      ["its header", [4]],
      ["a part of its token", [20]],
      ["the first letter of its text", [end + 1]],
      ["each byte of its header", [1, 1, 1, 1]],
    ] as const) {
      const text = context.random.asciiWord();
      await fakeClient.peer.sendInPieces(frame(`${fakeClient.token} ${text}`), cuts);
      await expectReceived(
        server,
        fakeClient,
        text,
        `The frame was cut behind ${what}. ${NOT_A_READ} ${WRONG_PLACE}`,
      );
    }
    await leave(server, fakeClient);
  }),

  check(
    "08.3",
    "a letter may come in pieces",
    { needs: [PIECES], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const text = `я ${context.random.word()}`;
      await fakeClient.peer.sendInPieces(framesOf(fakeClient, [text]), [
        HEADER_BYTES + TOKEN_BYTES + 1,
      ]);
      await expectReceived(server, fakeClient, text, LETTERS_CHANGED);
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.3",
    "two clients that send at the same time are kept apart",
    { needs: [PIECES], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const first = await enter(context, server, "client A");
      const second = await enterInLine(context, server, "client B");
      first.say("from A");
      await expectReceived(server, first, "from A", SHARED_STATE);
      const half = HEADER_BYTES + TOKEN_BYTES + 4;
      const [ofFirst, ofSecond] = [framesOf(first, ["half of A"]), framesOf(second, ["half of B"])];
      for (const [{ peer }, bytes] of [
        [first, ofFirst],
        [second, ofSecond],
      ] as const) {
        peer.send(bytes.subarray(0, half));
        await peer.untilRead();
      }
      first.peer.send(ofFirst.subarray(half));
      await expectReceived(server, first, "half of A", SHARED_STATE);
      second.peer.send(ofSecond.subarray(half));
      second.shown = first.shown;
      await leave(server, first);
      await expectReceived(server, second, "half of B", SHARED_STATE);
      await leave(server, second);
    },
  ),

  check(
    "08.3",
    "frames cut anywhere are the same frames",
    { points: 2, needs: [PIECES], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const texts = ["one", context.random.asciiWord(), "three"];
      const bytes = framesOf(fakeClient, texts);
      const first = framesOf(fakeClient, ["one"]).length;
      const everyByte = Array.from({ length: 120 }, () => 1);
      const anywhere = Array.from({ length: 20 }, () => context.random.integer(1, 70));
      // One whole frame, and so much of the next one: what was begun comes in one read with what is done.
      const behindTheFirst = Array.from({ length: 8 }, (_, more) => [first + more]);
      // The second piece: the rest of the first frame, and so much of the next one.
      const acrossTheEnd = [1, 2, 3, 4, 5].map((more) => [10, first - 10 + more]);
      for (const cuts of [everyByte, anywhere, ...behindTheFirst, ...acrossTheEnd]) {
        await fakeClient.peer.sendInPieces(bytes, cuts);
        for (const text of texts) await expectReceived(server, fakeClient, text, NOT_A_READ);
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.3",
    "a long frame comes in many chunks",
    { points: 2, needs: [PIECES], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const long = `${"long ".repeat(60_000)}${context.random.asciiWord()}`;
      fakeClient.say("before", long, "after");
      for (const text of ["before", long, "after"]) {
        await expectReceived(server, fakeClient, text, NOT_A_READ);
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.3",
    "a lie is found out when its header is whole",
    { needs: [PIECES], rule: "The limit." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      await fakeClient.peer.sendInPieces(header(0xffffffff), [1, 2]);
      await expectRefused(
        server,
        fakeClient,
        "a header of ff ff ff ff in pieces",
        noLimit(0xffffffff),
      );
    },
  ),

  check(
    "08.3",
    "the client puts frames together",
    { points: 2, needs: [CLIENT_SHOWS], rule: "Frames." },
    async (context) => {
      const { client, server } = await connectedClient(context);
      const texts = ["hello", "you", context.random.asciiWord()];
      const bytes = Buffer.concat([`token ${SOME_TOKEN}`, ...texts].map((text) => frame(text)));
      await server.sendInPieces(bytes, [1, 1, 1, 1, 20, 30, 2, 1, 3, 5, 2, 1]);
      await client.expectOutput(linesOf(texts), "the texts, sent in pieces", NOT_A_READ);
    },
  ),
];

const NOT_A_READ =
  "TCP is a stream: one read is not one frame. Keep what has come until the frame is whole.";

const WRONG_PLACE =
  "If you do keep it: `#takeWhole` may return a wrong place. What it returns is a place in `bytes`, not a count from `start`.";
