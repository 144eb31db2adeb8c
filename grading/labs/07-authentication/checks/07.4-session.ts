/** Exercise 07.4: whose token it is, and how long it lasts. */
import { setTimeout as pause } from "node:timers/promises";
import { check } from "../../../core/check.ts";
import { fail, GraderWasLate } from "../../../core/failure.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { paced } from "../../../core/pace.ts";
import { beginningWith } from "../../../core/patterns.ts";
import type { Peer } from "../../../core/peer.ts";
import { askJson, expectJson, jsonLine, type Message } from "../../../players/json-lines.ts";
import {
  loggedIn,
  logIn,
  newPassword,
  refusal,
  registered,
  say,
  TOKEN_STILL_GOOD,
} from "../../../players/users.ts";
import { LOOKED_AT, NOT_LOGGED_IN, QUICK, sharedServer } from "./helpers.ts";
import { ACCEPTS } from "./titles.ts";

const SERVES = "with the token the server serves";

export const sessionChecks = [
  check(
    "07.4",
    SERVES,
    { points: 2, needs: [ACCEPTS], rule: "What a client asks for" },
    async (context) => {
      const { peer, token } = await loggedIn(context, await sharedServer(context));
      for (const text of [context.random.asciiWord(), "", 'a "quote"', "x".repeat(10_000)]) {
        await askJson(
          peer,
          say(token, text),
          { type: "said", text },
          { what: "the answer to say" },
        );
      }
    },
  ),

  check(
    "07.4",
    "a connection leaves no listener behind",
    { needs: [SERVES], rule: "leaves a listener behind" },
    async (context) => {
      const server = await context.ownServer(...QUICK);
      const serves = async ({ peer, token }: { peer: Peer; token: string }) => {
        await askJson(peer, say(token, "hello"), { type: "said" }, { what: "the answer to say" });
      };
      const { name, password, ...first } = await loggedIn(context, server);
      await manyTimes(() => serves(first));
      await manyTimes(async () => {
        const next = await loggedIn(context, server, { name, password });
        await serves(next);
        next.peer.close();
      });
      expectNoListenersLeft(server.program);
    },
  ),

  check(
    "07.4",
    "a text comes back as it was, in any script",
    { needs: [SERVES], rule: "What a client asks for" },
    async (context) => {
      const { peer, token } = await loggedIn(context, await sharedServer(context));
      for (const text of [
        context.random.word(),
        "two\nlines\r\n",
        "\u2028\ufeff\0",
        "Jose\u0301",
      ]) {
        const what = `the answer to say with ${JSON.stringify(text)}`;
        const cause = "A text belongs to whoever has written it: send it back as it came.";
        await askJson(peer, say(token, text), { type: "said", text }, { what, cause });
      }
      const split = context.random.word();
      await peer.sendInPieces(jsonLine(say(token, split)), cutInside(say(token, split), split));
      const what = "the answer to a text that was cut inside a character";
      await expectJson(peer, { type: "said", text: split }, { what, cause: DECODED_ALONE });
    },
  ),

  check(
    "07.4",
    "without a good token nothing is served",
    { points: 3, needs: [SERVES], rule: "A token comes first." },
    async (context) => {
      const server = await sharedServer(context);
      const { peer, token } = await loggedIn(context, server);
      const stranger = await context.connect(server, "a stranger");
      for (const bad of [
        undefined,
        "",
        "__proto__",
        `${token}=`,
        ` ${token}`,
        token.slice(0, -1),
        context.random.bytes(32).toString("base64url"),
        [token],
        { token },
      ]) {
        const request = {
          type: "say",
          text: "hello",
          ...(bad === undefined ? {} : { token: bad }),
        };
        const given = bad === undefined ? "no token" : `the token ${JSON.stringify(bad)}`;
        for (const [client, cause] of [
          [stranger, "Whoever comes without a token is a stranger, wherever he comes from."],
          [
            peer,
            "That somebody has logged in on this connection, or from this address, is no token.",
          ],
        ] as const) {
          await askJson(client, request, refusal(NOT_LOGGED_IN), {
            what: `the answer to a message with ${given}`,
            cause: (message) => (message === undefined ? UNKNOWN_TOKEN_CRASH : cause),
          });
        }
      }
    },
  ),

  check(
    "07.4",
    "a wrong password lets nobody in",
    { points: 2, needs: [SERVES], rule: "A token comes first." },
    async (context) => {
      const server = await sharedServer(context);
      const { name } = await registered(context, server);
      const peer = await context.connect(server);
      const answer = await askJson(peer, logIn(name, newPassword(context)), refusal(LOOKED_AT), {
        what: "the answer to a wrong password",
      });
      if ("token" in answer) fail("A refused log-in should bring no token; it brought one.");
      await askJson(peer, { type: "say", text: "hello" }, refusal(NOT_LOGGED_IN), {
        what: "the answer to a message after a wrong password",
        cause: "The password was noticed to be wrong, and the client is served all the same.",
      });
    },
  ),

  check(
    "07.4",
    "the token is checked before anything else",
    { points: 2, needs: [SERVES], rule: "A token comes first." },
    async (context) => {
      const { peer, token } = await loggedIn(context, await sharedServer(context));
      for (const request of [
        { type: "say", text: 5 },
        { type: "dance" },
        { hello: "world" },
        { type: "log-out" },
      ]) {
        await askJson(peer, { ...request, token: "x" }, refusal(NOT_LOGGED_IN), {
          what: `the answer to ${JSON.stringify(request)} with a bad token`,
          cause:
            "A stranger is told that he is one, and nothing of what he asked for: look at the token first.",
        });
      }
      for (const request of [{ type: "say", text: 5 }, { type: "dance" }, { hello: "world" }]) {
        await askJson(peer, { ...request, token }, refusal(beginningWith("not understood: ")), {
          what: `the answer to ${JSON.stringify(request)} with a good token`,
        });
      }
    },
  ),

  check(
    "07.4",
    "a token is bound to the user, not to the connection",
    { points: 2, needs: [SERVES], rule: "A token is bound to its user" },
    async (context) => {
      const server = await sharedServer(context);
      const one = await loggedIn(context, server);
      const other = await loggedIn(context, server);
      one.peer.reset();
      const text = context.random.asciiWord();
      const cause =
        "A phone changes its connection and its address with every tunnel. What counts is the token, on whatever connection it comes.";
      for (const { token } of [one, other]) {
        const peer = await context.connect(server, "another connection");
        await askJson(
          peer,
          say(token, text),
          { type: "said", text },
          { what: "the answer on another connection", cause },
        );
      }
    },
  ),

  check(
    "07.4",
    "log-out ends the session, and no other",
    { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
    async (context) => {
      const server = await sharedServer(context);
      const user = await loggedIn(context, server);
      const again = await loggedIn(context, server, { name: user.name, password: user.password });
      const what = "the answer to log-out";
      await askJson(
        user.peer,
        { type: "log-out", token: user.token },
        { type: "good-bye" },
        { what },
      );
      await user.peer.expectEnd("after the good-bye the server ends its side");
      const peer = await context.connect(server);
      await askJson(peer, say(user.token, "hello"), refusal(NOT_LOGGED_IN), {
        what: "the answer to a token after its log-out",
        cause: TOKEN_STILL_GOOD,
      });
      await askJson(
        peer,
        say(again.token, "hello"),
        { type: "said" },
        {
          what: "the answer to the token of the same user's other log-in",
          cause:
            "Each log-in has a session of its own: to log out at one place does not end the other.",
        },
      );
    },
  ),

  check(
    "07.4",
    "a session that is not used ends",
    { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
    async (context) => {
      const server = await context.ownServer(...QUICK, "--idle-ms", String(paced(200)));
      const { peer, token } = await loggedIn(context, server);
      await expectJson(peer, refusal(), {
        what: "the end of deadline with a client that has logged in and says nothing",
      });
      await peer.expectEnd("after it the server ends its side");
      await askJson(await context.connect(server), say(token, "hello"), refusal(NOT_LOGGED_IN), {
        what: "the answer to a token that was idle for too long",
        cause:
          "The token of a forgotten session is still good for whoever finds it: note each use, and look at the last one.",
      });
    },
  ),

  check(
    "07.4",
    "a session that is used lasts, and ends all the same",
    { points: 2, needs: [SERVES], rule: "A session ends by log-out" },
    async (context) => {
      const [idleMs, life] = [paced(300), paced(700)];
      const limits = ["--idle-ms", String(idleMs), "--session-max-ms", String(life)];
      const server = await context.ownServer(...QUICK, ...limits);
      const user = await registered(context, server);
      const start = performance.now();
      const { peer, token } = await loggedIn(context, server, user);
      for (let last = performance.now(); ; ) {
        const answer = await askJson(peer, say(token, "hello"), {}, { what: "the answer to say" });
        const gap = performance.now() - last;
        last += gap;
        const lived = Math.round(last - start);
        if (answer.type === "refused") {
          // Not used for so long, it may have been over for that reason.
          if (gap > idleMs / 2) throw new GraderWasLate();
          return expectLived(lived, { life, idleMs });
        }
        if (lived > 3 * life) {
          fail(
            `The session should end after ${life} ms, however busy it is; it lives after ${lived} ms.`,
            "A stolen token that is used is good forever: give every session an end that no use puts off.",
          );
        }
        await pause(40); // the next use
      }
    },
  ),
];

/** Where to cut a message so that the first character of a text of several bytes comes in two pieces. */
function cutInside(message: Message, text: string): number[] {
  const line = jsonLine(message);
  const wide = [...text].findIndex((character) => character > "\x7f");
  const before = line.slice(0, line.indexOf(text)) + [...text].slice(0, wide).join("");
  return [Buffer.byteLength(before) + 1];
}

/** The session has ended: not before its time. */
function expectLived(lived: number, { life, idleMs }: { life: number; idleMs: number }): void {
  if (lived >= life) return;
  fail(
    `A session that is used every 40 ms should last its ${life} ms, though it may be idle for ${idleMs} ms only; it was over after ${lived} ms.`,
    "Each use begins the idle time anew: note the time of the last use.",
  );
}

const DECODED_ALONE =
  "A character of several bytes came in two chunks, and each was decoded alone. Decode with `{ stream: true }`, or when the line is whole.";

const UNKNOWN_TOKEN_CRASH =
  "An unknown token is the most usual thing in the world: after each restart every client has one. It needs an answer.";
