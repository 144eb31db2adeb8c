/** Exercise 08.4: how a connection ends, and who has the next turn. */

import { check } from "../../../core/check.ts";
import type { RunningServer } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { expectLogged } from "../../../core/log-lines.ts";
import { expectFrame, frame, HEADER_BYTES } from "../../../players/frames.ts";
import { NO_TURN, NOT_A_RULE, YOUR_TURN } from "./causes.ts";
import {
  enter,
  enterInLine,
  expectGivesUp,
  expectReceived,
  expectRefused,
  expectSaid,
  framesOf,
  greetedClient,
  leave,
  queue,
  SOME_TOKEN,
  shownBy,
  TOKEN_BYTES,
} from "./helpers.ts";
import { CLIENT_SHOWS, REPLY, SHOWN, TOKEN } from "./titles.ts";

const CUT = "a stream that ends inside a frame is an error";
const LEAVES = "when a client has left, the next one has its turn";
const CLIENT_ENDS = "the client ends well when the server ends between two frames";

export const closeReasonChecks = [
  check("08.4", LEAVES, { points: 2, needs: [TOKEN], rule: "Ends." }, async (context) => {
    const server = await context.server();
    for (const name of ["client A", "client B", "client C"]) {
      const fakeClient = await enter(context, server, name);
      server.program.type(`for ${name}\n`);
      await expectFrame(fakeClient.peer, `for ${name}`, "the operator's reply", NO_TURN);
      fakeClient.peer.endSending();
      await fakeClient.peer.expectEnd(
        "when the client has ended its side the server ends its own",
        END_UNSEEN,
      );
      await expectSaid(server.program, `left ${fakeClient.peer.address}`, END_UNSEEN);
    }
  }),

  check(
    "08.4",
    "the log says how a connection ended",
    { needs: [SHOWN], rule: "The log," },
    async (context) => {
      const server = await context.ownServer();
      const cases = [
        ["left", 0, "info", "end of stream"],
        ["ended inside a frame", 20, "warn", "protocol"],
      ] as const;
      for (const [index, [what, length, level, why]] of cases.entries()) {
        const fakeClient = await enter(context, server, `client ${"AB"[index]}`);
        fakeClient.peer.send(framesOf(fakeClient, ["hello"]).subarray(0, length));
        fakeClient.peer.endSending();
        await fakeClient.peer.untilBytes(Number.MAX_SAFE_INTEGER);
        const [, disconnected] = await expectLogged(context, server.program, {
          what: `the connection of a client that ${what}`,
          events: [
            ["connected", { peer: fakeClient.peer.address }],
            ["disconnected", { why }],
          ],
          connection: String(index + 1),
          cause: why === "protocol" ? CUT_UNSEEN : END_UNSEEN,
        });
        if (disconnected?.level === level) continue;
        fail(`That a client ${what} should be logged with the level ${level}; it is not.`);
      }
    },
  ),

  check(
    "08.4",
    "who leaves the line is passed over",
    { needs: [LEAVES], rule: "Turns." },
    async (context) => {
      const server = await context.server();
      const first = await enter(context, server, "client A");
      const second = await queue(context, server, "client B");
      const third = await queue(context, server, "client C");
      second.endSending();
      await expectSaid(server.program, `left ${second.address}`, END_UNSEEN);
      server.program.type("still you\n");
      await expectFrame(first.peer, "still you", "the reply to client A", WHOSE_PLACE);
      await leave(server, first);
      await expectFrame(third, YOUR_TURN, "what client C is told");
      await leave(server, { peer: third });
    },
  ),

  check(
    "08.4",
    "what was said in line is heard in its turn",
    { needs: [SHOWN], rule: "Turns." },
    async (context) => {
      const server = await context.server();
      const first = await enter(context, server, "client A");
      const second = await enterInLine(context, server, "client B");
      second.say("from the line");
      second.peer.endSending();
      await second.peer.untilRead();
      first.say("from A");
      await expectReceived(server, first, "from A", BEFORE_ITS_TURN);
      expectSilence(server, "from the line", BEFORE_ITS_TURN);
      second.shown = first.shown;
      await leave(server, first);
      await expectReceived(server, second, "from the line", LOST_IN_LINE);
      await expectSaid(server.program, `left ${second.peer.address}`, END_UNSEEN);
    },
  ),

  check("08.4", CUT, { points: 2, needs: [SHOWN], rule: "Refused." }, async (context) => {
    const server = await context.server();
    const whole = HEADER_BYTES + TOKEN_BYTES + 5;
    for (const length of [1, 3, 4, 20, whole - 1]) {
      const fakeClient = await enter(context, server, `client that ends after ${length} bytes`);
      fakeClient.say("whole");
      await expectReceived(server, fakeClient, "whole", NOT_WHOLE_LOST);
      fakeClient.peer.send(framesOf(fakeClient, ["hello"]).subarray(0, length));
      fakeClient.peer.endSending();
      const what = `a stream that ended after ${length} of ${whole} bytes`;
      await expectRefused(server, fakeClient, what, CUT_UNSEEN);
      const lost = server.program
        .lines()
        .find((line) => line === `lost ${fakeClient.peer.address}`);
      if (lost !== undefined)
        fail(`Of ${what} the server said ${JSON.stringify(lost)}.`, NOT_A_RULE);
    }
  }),

  check(
    "08.4",
    "the operator can part from a client, and stop",
    { needs: [REPLY], rule: "The operator types" },
    async (context) => {
      const server = await context.ownServer();
      const first = await enter(context, server, "client A");
      const second = await queue(context, server, "client B");
      server.program.type("next\n");
      await first.peer.expectEnd("after next the server ends its side", NEXT);
      first.peer.endSending();
      await expectSaid(server.program, `left ${first.peer.address}`, END_UNSEEN);
      await expectFrame(second, YOUR_TURN, "what client B is told", NEXT);
      server.program.type("exit\n");
      await second.expectEnd("after exit on its console the server ends its side");
      second.endSending();
      await server.program.expectStatus(0, "after exit and the end of its only client");
    },
  ),

  check(
    "08.4",
    CLIENT_ENDS,
    { points: 2, needs: [CLIENT_SHOWS], rule: "The client sends each line" },
    async (context) => {
      const { client, server } = await greetedClient(context);
      server.send(frame("good-bye"));
      server.endSending();
      await client.expectStatus(0, "after the server's end, with its input open", INPUT_OPEN);
      await client.expectOutput("good-bye\n", "what the server said");
    },
  ),

  check(
    "08.4",
    "the client says that the stream was cut",
    { points: 2, needs: [CLIENT_ENDS], rule: "Refused." },
    async (context) => {
      for (const length of [1, 3, 4, 8]) {
        const { client, server } = await greetedClient(context);
        server.send(Buffer.concat([frame("whole"), frame("hello").subarray(0, length)]));
        server.endSending();
        await expectGivesUp(
          client,
          `after a stream that ended after ${length} of 9 bytes`,
          CUT_UNSEEN,
        );
        await client.expectOutput("whole\n", "what came whole before the cut", NOT_WHOLE_LOST);
      }
    },
  ),

  check(
    "08.4",
    "the client leaves by exit, or when its input ends",
    { points: 2, needs: [CLIENT_ENDS], rule: "The client sends each line" },
    async (context) => {
      for (const way of ["exit", "the end of its input"]) {
        const { client, server } = await greetedClient(context);
        client.type(way === "exit" ? "hello\nexit\nmore\n" : "hello\n");
        if (way !== "exit") client.endInput();
        await expectFrame(server, `${SOME_TOKEN} hello`, "the client's line");
        await server.expectEnd(`after ${way} the client ends its side`, END_UNSENT);
        server.send(frame("one more thing"));
        server.endSending();
        await client.expectStatus(0, `after ${way} and the server's end`);
        await client.expectOutput("one more thing\n", "what the server said after it", READS_ON);
      }
    },
  ),
];

function expectSilence(server: RunningServer, text: string, cause: LikelyCause): void {
  const line = shownBy(server).find((each) => each.endsWith(text));
  if (line !== undefined)
    fail(`The server should not have shown ${JSON.stringify(line)} yet.`, cause);
}

const END_UNSEEN =
  "A client that ends its side between two frames has left: end the server's side, say so, and turn to the next.";

const WHOSE_PLACE =
  "Who leaves the line gives up a place of its own, not that of the one who has the turn.";

const BEFORE_ITS_TURN = "A client in line is not heard before its turn.";

const LOST_IN_LINE =
  "What a client has sent while it waited in line is shown when its turn comes, even if it has ended its side since.";

const CUT_UNSEEN =
  "Bytes were left when the stream ended: the frame that they began will never be whole. That is an error, not an end like others. Whoever takes the header off before the body is there forgets that a frame has begun.";

const NOT_WHOLE_LOST =
  "The frame before the cut was whole: it is shown, and the cut is told after it.";

const NEXT =
  "`next` ends the server's side of this conversation; when the client has left too, the next one in line has its turn.";

const INPUT_OPEN = "Its input is still open, and keeps the process alive: destroy it.";

const END_UNSENT = "End your side (FIN) when there is nothing more to say: `stream.end()`.";

const READS_ON =
  "To end your own side is not the end of the talk: read on until the server has ended its own.";
