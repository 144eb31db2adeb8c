/** Exercise 08.2: the server refuses what breaks a rule, and shows no secret. */

import { SHARED_STATE } from "../../../core/causes.ts";
import { check } from "../../../core/check.ts";
import type { CheckContext, RunningServer } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { peakMemory } from "../../../core/kernel.ts";
import { logLines } from "../../../core/log-lines.ts";
import { frame, HEADER_BYTES, header } from "../../../players/frames.ts";
import { DRAWS, LIMIT_IS_ALLOWED, NOT_A_RULE, noLimit, ONE_READ } from "./causes.ts";
import {
  DEFAULT_LIMIT,
  DO_NOT_PART,
  enter,
  expectLost,
  expectReceived,
  expectRefused,
  type FakeClient,
  framesOf,
  goneFrom,
  goneLine,
  greetedClient,
  leave,
  SOME_TOKEN,
  shownBy,
  untilSaid,
} from "./helpers.ts";
import { CLIENT_SHOWS, SHOWN } from "./titles.ts";

const REFUSED = "what comes without the token is refused";

/** What is announced and not sent, where the limit allows it; and by how much memory may grow meanwhile. */
const ANNOUNCED_BYTES = 2 ** 31;

const MAX_GROWTH_BYTES = 1024 ** 3;

export const ruleChecks = [
  check(
    "08.2",
    "a frame that is not whole is left as it is",
    { points: 2, needs: [SHOWN], rule: "Refused." },
    async (context) => {
      const server = await context.server();
      for (const [what, length] of [
        ["its header", HEADER_BYTES],
        ["half of its text", HEADER_BYTES + SOME_TOKEN.length + 1 + 4],
      ] as const) {
        const fakeClient = await enter(context, server, `client that ends behind ${what}`);
        const cut = framesOf(fakeClient, ["cut away"]).subarray(0, length);
        fakeClient.peer.send(Buffer.concat([framesOf(fakeClient, ["one", "two"]), cut]));
        fakeClient.peer.endSending();
        for (const text of ["one", "two"]) await expectReceived(server, fakeClient, text, leftOver);
        await expectNoMore(server, fakeClient, what);
      }
    },
  ),

  check("08.2", REFUSED, { points: 2, needs: [SHOWN], rule: "Refused." }, async (context) => {
    const server = await context.server();
    const old = await enter(context, server, "client with a token");
    await leave(server, old);
    const wrong = [
      ["without any token", () => "hello"],
      ["with the token of another session", () => `${old.token} hello`],
      ["with half of its token", (token: string) => `${token.slice(0, 20)} hello`],
      ["with its token at the end", (token: string) => `hello ${token}`],
      ["with its token and no blank", (token: string) => `${token}hello`],
      ["that is empty", () => ""],
    ] as const;
    for (const [what, message] of wrong) {
      const fakeClient = await enter(context, server, `client ${what}`);
      fakeClient.peer.send(frame(message(fakeClient.token)));
      const cause = message(fakeClient.token) === "" ? EMPTY_IS_WHOLE : NOT_CHECKED;
      await expectRefused(server, fakeClient, `a message ${what}`, cause);
    }
    await expectAlive(context, server);
  }),

  check(
    "08.2",
    "the server says whom it has refused",
    { needs: [REFUSED], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      fakeClient.peer.send(frame("hello"));
      await fakeClient.peer.untilBytes(Number.MAX_SAFE_INTEGER);
      const start = `refused ${fakeClient.peer.address}: `;
      const { input: line } = await server.program.expectLine(
        goneLine(fakeClient.peer),
        JSON.stringify(start),
        { cause: NOT_TOLD },
      );
      if (line.startsWith(start)) return;
      fail(
        `The server should have said ${JSON.stringify(start)} and why; it said ${JSON.stringify(line)}.`,
        line.startsWith("lost") ? NOT_A_RULE : NOT_TOLD,
      );
    },
  ),

  check(
    "08.2",
    "who announces too much is refused at once",
    { points: 2, needs: [SHOWN], rule: "The limit." },
    async (context) => {
      const server = await context.server();
      const before = peakMemory(server.program.pid);
      for (const length of [0xffffffff, 0x80000000, DEFAULT_LIMIT + 1]) {
        const fakeClient = await enter(context, server, `client that announces ${length} bytes`);
        fakeClient.peer.send(header(length));
        await expectRefused(
          server,
          fakeClient,
          `a header that announces ${length} bytes`,
          noLimit(length),
        );
      }
      const grown = (peakMemory(server.program.pid) ?? 0) - (before ?? 0);
      if (grown > MAX_GROWTH_BYTES) {
        fail(
          `The server should not reserve what a header announces; its memory grew by ${mebibytes(grown)}.`,
          "The announced length was believed before it was looked at. Compare it with the limit first, then allocate.",
        );
      }
    },
  ),

  check(
    "08.2",
    "what came whole before a broken rule is shown",
    { needs: [SHOWN, CLIENT_SHOWS], rule: "Refused." },
    async (context) => {
      const server = await context.server();
      const noText = Buffer.from([0xff]);
      const wrong = [
        ["announces too much", () => header(0xffffffff)],
        ["sends no token", () => frame("hello")],
        [
          "is not UTF-8",
          (token: string) => frame(Buffer.concat([Buffer.from(`${token} `), noText])),
        ],
      ] as const;
      for (const [what, next] of wrong) {
        const fakeClient = await enter(context, server, `client whose second frame ${what}`);
        fakeClient.peer.send(
          Buffer.concat([framesOf(fakeClient, ["whole"]), next(fakeClient.token)]),
        );
        await expectReceived(server, fakeClient, "whole", BEFORE_REFUSAL);
        await expectRefused(server, fakeClient, `a second frame that ${what}`, NOT_CHECKED);
      }
      const { client, server: scripted } = await greetedClient(context);
      scripted.send(Buffer.concat([frame("whole"), frame(noText)]));
      await expectLost(client, "after a second text that is not UTF-8");
      await client.expectOutput("whole\n", "the first text", BEFORE_REFUSAL);
    },
  ),

  check(
    "08.2",
    "the limit itself is still allowed",
    { needs: [SHOWN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer("--max-body-bytes", "100");
      const fakeClient = await enter(context, server, "client A");
      const longest = "x".repeat(100 - SOME_TOKEN.length - 1);
      fakeClient.say(longest);
      await expectReceived(server, fakeClient, longest, LIMIT_IS_ALLOWED);
      fakeClient.say(`${longest}x`);
      await expectRefused(
        server,
        fakeClient,
        "a body of 101 bytes, where 100 are the limit",
        LIMIT_FLAG,
      );
    },
  ),

  check(
    "08.2",
    "memory is taken for what has come",
    { needs: [SHOWN], rule: "The limit." },
    async (context) => {
      const server = await context.ownServer("--max-body-bytes", String(2 ** 32 - 1));
      const fakeClient = await enter(context, server, "client A");
      const before = peakMemory(server.program.pid) ?? 0;
      fakeClient.peer.send(Buffer.concat([header(ANNOUNCED_BYTES), Buffer.from("x")]));
      await fakeClient.peer.untilRead();
      await fakeClient.peer.untilStuck(server.program);
      const grown = (peakMemory(server.program.pid) ?? 0) - before;
      if (grown <= MAX_GROWTH_BYTES) return;
      fail(
        `A client announced ${mebibytes(ANNOUNCED_BYTES)} and sent one byte of them; the server's memory grew by ${mebibytes(grown)}.`,
        BELIEVED,
      );
    },
  ),

  check(
    "08.2",
    "what is not UTF-8 is refused",
    { points: 2, needs: [SHOWN], rule: "Refused." },
    async (context) => {
      const server = await context.server();
      const wrong = [
        ["a byte that no letter has", [0xff]],
        ["half a letter", [0xd0]],
        ["a letter written longer than it is", [0xc0, 0xaf]],
      ] as const;
      for (const [what, bytes] of wrong) {
        const fakeClient = await enter(context, server, `client that sends ${what}`);
        const start = Buffer.from(`${fakeClient.token} `);
        fakeClient.peer.send(frame(Buffer.concat([start, Buffer.from(bytes)])));
        await expectRefused(server, fakeClient, what, LENIENT);
      }
      await expectAlive(context, server);
    },
  ),

  check(
    "08.2",
    "a text cannot draw on the operator's screen",
    { points: 2, needs: [SHOWN], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      const text = "\x1b[2Ja\r\nleft 127.0.0.1:1\u202eb\u009bc";
      const shown = "\\u001b[2Ja\\u000d\\u000aleft 127.0.0.1:1\\u202eb\\u009bc";
      fakeClient.say(text);
      await expectReceived(server, fakeClient, shown, DRAWS);
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.2",
    "no token is shown or logged",
    { needs: [SHOWN], rule: "The token." },
    async (context) => {
      const server = await context.ownServer();
      const fakeClient = await enter(context, server);
      fakeClient.say("hello");
      await expectReceived(server, fakeClient, "hello");
      fakeClient.peer.send(frame(`${fakeClient.token}hello`));
      await expectRefused(server, fakeClient, "a message with its token and no blank", NOT_CHECKED);
      await server.program.askToStop("SIGTERM");
      await server.program.expectStatus(0, "after SIGTERM");
      const printed = server.program.everythingPrinted;
      if (printed.includes(fakeClient.token))
        fail("The token should not be on the screen; it is.", SECRET);
      if (logLines(server.program).join("\n").includes(fakeClient.token)) {
        fail("The token should not be in server.log; it is.", SECRET);
      }
    },
  ),
];

/**
 * The client has ended inside a frame: nothing is shown of it, and it is not a good end. Whether it is
 * called refused or lost is not asked here: that is an exercise of its own.
 */
async function expectNoMore(
  server: RunningServer,
  fakeClient: FakeClient,
  what: string,
): Promise<void> {
  const { peer, shown } = fakeClient;
  await peer.untilBytes(Number.MAX_SAFE_INTEGER);
  await untilSaid(server.program, goneLine(peer), DO_NOT_PART);
  const line = goneFrom(server, fakeClient);
  const extra = shownBy(server)[shown];
  if (extra !== undefined) {
    fail(
      `The stream ended behind ${what}; of that frame the server printed ${JSON.stringify(extra)}.`,
      TAKEN_TOO_SOON,
    );
  }
  if (line?.startsWith("left") === true) {
    fail(
      `The stream ended behind ${what}, and the server took that for a good end: ${JSON.stringify(line)}.`,
      TAKEN_FOR_AN_END,
    );
  }
}

/** Still serves others. */
async function expectAlive(context: CheckContext, server: RunningServer): Promise<void> {
  const fakeClient = await enter(context, server, "next client");
  fakeClient.say("still there?");
  await expectReceived(server, fakeClient, "still there?", leftOver);
  await leave(server, fakeClient);
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

const NOT_CHECKED =
  "The token is checked before anything else, and the whole of it: what comes without it is refused, and its connection closed.";

const TAKEN_FOR_AN_END =
  "A frame that is not whole when the stream ends will never be whole: at the end, look whether anything waits. A decoder that takes the header off before its body is there does not know: header and body are used up together.";

const TAKEN_TOO_SOON =
  "A body was taken before all of it was there. A frame is whole when the last byte of its body has come.";

const EMPTY_IS_WHOLE =
  "A body of no bytes is a whole frame, and its header is all of it: do not wait for a byte more. Then it is a message without a token, and refused.";

const NOT_TOLD =
  "Whom the server has refused, and why, the operator is told: `refused ADDR: WHY`. `left` is for a client that has ended its side between two frames.";

const BELIEVED =
  "The server has reserved memory for a length that was only announced. A stranger can announce much and send nothing, a thousand times: keep what has come, and grow with it.";

const LIMIT_FLAG = "--max-body-bytes sets the limit. What announces more is refused.";

const LENIENT =
  'What is not UTF-8 was read all the same, with replacement characters. `new TextDecoder("utf-8", { fatal: true })` refuses it.';

const SECRET =
  "The token is needed on the wire and nobody's business elsewhere: never print a whole message.";

const BEFORE_REFUSAL =
  "Only what breaks a rule is refused. The frame before it was whole: handle it first, also when both came in one chunk, and refuse the client after it.";

/** Something of another client stands before a message: a decoder that all share, or one that was not emptied. */
function leftOver(line: string): string {
  return line.startsWith("refused") ? SHARED_STATE : ONE_READ;
}
