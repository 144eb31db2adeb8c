/** Exercise 08.1: the length before the body, and what the operator types. */

import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { expectFrame } from "../../../players/frames.ts";
import { BLANKS, COUNTS_LETTERS, NO_TURN, WAIT, YOUR_TURN } from "./causes.ts";
import {
  enter,
  expectSaid,
  expectToken,
  type FakeClient,
  goneLine,
  LONG_BYTES,
  leave,
  queue,
} from "./helpers.ts";
import { REPLY, TOKEN } from "./titles.ts";

export const encodeChecks = [
  check("08.1", TOKEN, { points: 2, rule: "The token." }, async (context) => {
    const server = await context.server();
    const first = await enter(context, server, "client A");
    await leave(server, first);
    const second = await enter(context, server, "client B");
    await leave(server, second);
    context.othersMayGoOn();
    if (first.token === second.token) {
      fail("Two sessions should have two tokens; client B got the token of client A.", ONE_TOKEN);
    }
  }),

  check(
    "08.1",
    "the server says who comes, and who is gone",
    { rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      for (const voice of ["client A", "client B"]) {
        const { peer } = await enter(context, server, voice);
        await expectSaid(server.program, `talking to ${peer.address}`, NO_TURN);
        peer.reset();
        await server.program.expectLine(goneLine(peer), `"lost ${peer.address}"`, {
          cause: RESET_UNSEEN,
        });
      }
    },
  ),

  check("08.1", REPLY, { points: 2, needs: [TOKEN], rule: "Frames." }, async (context) => {
    const server = await context.server();
    const fakeClient = await enter(context, server);
    server.program.type("hello\n");
    await expectFrame(fakeClient.peer, "hello", "what the operator typed");
    server.program.type("one\ntwo\n");
    await expectFrame(fakeClient.peer, "one", "the first of two replies");
    await expectFrame(fakeClient.peer, "two", "the second of two replies");
    await leave(server, fakeClient);
  }),

  check(
    "08.1",
    "a connection leaves no listener behind",
    { needs: [REPLY], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer();
      const reply = async ({ peer }: FakeClient) => {
        server.program.type("hello\n");
        await expectFrame(peer, "hello", "the operator's reply");
      };
      const first = await enter(context, server, "client that stays for a while");
      await manyTimes(() => reply(first));
      await leave(server, first);
      await manyTimes(async () => {
        const next = await enter(context, server);
        await reply(next);
        await leave(server, next);
      });
      expectNoListenersLeft(server.program);
    },
  ),

  check(
    "08.1",
    "the server says how much it sent, and when nobody is there",
    { needs: [REPLY], rule: "The server's messages" },
    async (context) => {
      const server = await context.server();
      server.program.type("to nobody\n");
      await expectSaid(server.program, "nobody is here: not sent", KEPT_FOR_LATER);
      const fakeClient = await enter(context, server);
      for (const text of ["hello", "Владимир"]) {
        server.program.type(`${text}\n`);
        await expectFrame(
          fakeClient.peer,
          text,
          `the reply ${JSON.stringify(text)}`,
          KEPT_FOR_LATER,
        );
        await expectSaid(server.program, `sent ${Buffer.byteLength(text)} bytes`, COUNTS_LETTERS);
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.1",
    "the length counts bytes, not letters",
    { points: 2, needs: [REPLY], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      for (const text of ["Владимир", `${context.random.word()} 🐙`]) {
        server.program.type(`${text}\n`);
        await expectFrame(
          fakeClient.peer,
          text,
          `the reply ${JSON.stringify(text)}`,
          ROOM_FOR_LETTERS,
        );
      }
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.1",
    "a reply may be long, and empty",
    { points: 2, needs: [REPLY], rule: "Frames." },
    async (context) => {
      const server = await context.server();
      const fakeClient = await enter(context, server);
      for (const length of [255, 256, LONG_BYTES]) {
        const text = "x".repeat(length);
        server.program.type(`${text}\n`);
        await expectFrame(fakeClient.peer, text, `a reply of ${length} bytes`);
      }
      server.program.type("\nsay\nsay help\n");
      await expectFrame(fakeClient.peer, "", "the empty line", EMPTY_IS_LEGAL);
      await expectFrame(fakeClient.peer, "", '"say" without a text', EMPTY_IS_LEGAL);
      await expectFrame(fakeClient.peer, "help", '"say help"', SAY);
      server.program.type(" two  blanks \n");
      await expectFrame(fakeClient.peer, " two  blanks ", "a line with blanks around it", BLANKS);
      await leave(server, fakeClient);
    },
  ),

  check(
    "08.1",
    "who comes second waits in line, and is told so",
    { points: 2, needs: [REPLY], rule: "Turns." },
    async (context) => {
      const server = await context.server();
      const first = await enter(context, server, "client A");
      const second = await context.connect(server, "client B");
      await expectToken(second);
      await expectFrame(second, WAIT, "what a client in line is told");
      server.program.type("for A\n");
      await expectFrame(first.peer, "for A", "the reply to client A");
      second.expectNothing("a reply goes to one client only", TO_ALL);
      const third = await queue(context, server, "client C");
      await leave(server, first);
      await expectFrame(second, YOUR_TURN, "what client B is told when its turn comes", IN_ORDER);
      server.program.type("for B\n");
      await expectFrame(second, "for B", "the reply to client B");
      third.expectNothing("client C still waits", IN_ORDER);
      await leave(server, { peer: second });
      await expectFrame(third, YOUR_TURN, "what client C is told when its turn comes", IN_ORDER);
      await leave(server, { peer: third });
    },
  ),
];

const ONE_TOKEN =
  "A token belongs to one session: make a new one, out of `randomBytes`, for each connection.";

const KEPT_FOR_LATER = "What was typed while nobody was there is not sent to whoever comes next.";

const ROOM_FOR_LETTERS =
  "If the operator was told `offset is out of bounds`: the buffer has room for as many bytes as the text has letters. Make bytes of the text first, and measure those.";

const EMPTY_IS_LEGAL =
  "An empty text is a message like any other: a header of four zeros, and no body.";

const SAY = "`say` sends what stands behind it as it is, even if it is the name of a command.";

const IN_ORDER =
  "The clients have their turns in the order in which they came: who has waited longest is next.";

const TO_ALL = "The operator talks with one client at a time: the others wait in line.";

const RESET_UNSEEN = {
  general: "A reset makes the next read fail with an error: the connection is over then.",
  node: 'A reset arrives as an "error" event, or as an exception in `for await`: the connection is over then.',
};
