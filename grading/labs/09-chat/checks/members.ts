/** Exercises 09c.1 and 09c.3: a member that is gone, silent, too quick or wrong harms nobody. */

import { check } from "../../../core/check.ts";
import { fail } from "../../../core/failure.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-connections.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { paced } from "../../../core/pace.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { newId } from "../../../players/chat/fake-member.ts";
import { TOKEN_STILL_GOOD } from "../../../players/users.ts";
import { room, saysAtOnce, seconds, UNNOTICED, WITH_OR_WITHOUT_REASON } from "./room-helpers.ts";
import { LOGS_IN, OWN_TOKENS, TO_ALL } from "./titles.ts";

export const memberChecks = [
  check(
    "09c.1",
    "a request that makes no sense ends the connection",
    { points: 2, needs: [TO_ALL], rule: "A request that cannot be understood ends the connection" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const ada = await chat.joins("ada");
      await ada.round();
      for (const request of [
        { type: "dance" },
        { type: "say", text: "hello" },
        { type: "say", id: "a", text: 5 },
        { type: "private", id: "a", text: "hello" },
        { type: "history" },
        { type: "history", before: "now" },
        { type: "search", text: ["a"] },
        [],
      ]) {
        const member = await chat.logsIn(`client with ${JSON.stringify(request)}`, ada.user);
        member.connection.send("CLIENT_TO_SERVER", request);
        await member.connection.expectClose(ANY_TEXT, {
          what: `the answer to ${JSON.stringify(request)}`,
          cause: "Look at the shape of each field before you use it, and say CLOSE.",
        });
        member.connection.peer.close();
      }
      ada.say("still here");
      await ada.untilEvent(
        { type: "message", text: "still here" },
        { what: "another client's message afterwards" },
      );
    },
  ),

  check(
    "09c.1",
    "a member that is gone harms nobody",
    { points: 3, needs: [LOGS_IN], rule: "A member whose connection breaks leaves the room" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const {
        members: [ada, bob],
      } = await room(chat);
      const gone = [await chat.joins("dave"), await chat.joins("erin")];
      for (const one of gone)
        await ada.untilEvent({ type: "joined", name: one.name }, { what: "somebody comes" });
      ada.say("before");
      for (const one of gone) one.leaveByReset();
      for (const text of ["one", "two", "three"]) ada.say(text);
      for (const member of [ada, bob]) {
        for (const text of ["before", "one", "two", "three"]) {
          await member.untilEvent(
            { type: "message", text },
            { what: "what the others are told", cause: DEAD },
          );
        }
      }
      for (const { name } of gone) {
        // In whatever order the two were noticed.
        const later = await chat.joins("newcomer");
        if ((await later.round()).some((event) => event.type === "here" && event.name === name))
          fail(`${name} has gone; a newcomer is told that she is here.`, UNNOTICED);
      }
    },
  ),

  check(
    "09c.1",
    "a member that falls silent is asked, and then dropped",
    { points: 2, needs: [TO_ALL], rule: "silence: PING after it" },
    async (context) => {
      const [pingMs, pongMs] = [paced(300), paced(600)];
      const limits = ["--ping-ms", String(pingMs), "--pong-ms", String(pongMs)];
      const chat = await ChatFixture.own(context, ...limits);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("silent bob")];
      await bob.round();
      const until = Date.now() + 4_000;
      const limitMs = pingMs + pongMs;
      await nowAndThen(
        { everyMs: 60, limitMs, send: () => ada.connection.send("PONG") },
        async () => {
          for (;;) {
            const record = await bob.connection.next({ what: "PING, after silence" });
            if (record?.name === "PING") break;
            if (record === undefined || Date.now() > until)
              fail(
                "A silent member should be sent PING; none came.",
                "A machine that lost its network sends no FIN: whoever only reads never notices.",
              );
          }
          await bob.connection.expectClose(ANY_TEXT, {
            what: "the end of patience with a member that does not answer PING",
            cause: "After so much silence it is gone: say CLOSE, and end.",
          });
          await ada.untilEvent(
            { type: "left", name: bob.name },
            { what: "what the others are told" },
          );
        },
      );
      ada.say("still here");
      await ada.untilEvent(
        { type: "message", text: "still here" },
        {
          what: "the message of a member that answers",
          cause: "Every record shows that its sender is there.",
        },
      );
    },
  ),

  check(
    "09c.1",
    "a connection leaves no listener behind",
    { needs: [TO_ALL], rule: "leaves a listener behind" },
    async (context) => {
      const chat = await ChatFixture.own(context);
      const bob = await chat.knownUser();
      const ada = await chat.joins("ada");
      await manyTimes(async (count) => {
        const text = `message ${count}`;
        ada.say(text);
        await ada.untilEvent({ type: "message", text }, { what: text });
      });
      await manyTimes(async (count) => {
        const member = await chat.logsIn("bob", bob);
        await ada.untilEvent({ type: "joined", name: bob.name }, { what: `connection ${count}` });
        member.leave();
        await ada.untilEvent(
          { type: "left", name: bob.name },
          { what: `the end of connection ${count}` },
        );
      });
      expectNoListenersLeft(chat.server.program);
    },
  ),

  check(
    "09c.3",
    "who says too much is read more slowly, and loses nothing",
    {
      points: 2,
      needs: [TO_ALL],
      rule: "After 5 records at once, each connection is read at 2 a second",
    },
    async (context) => {
      const chat = await ChatFixture.own(context, "--burst", "5", "--per-second", "20");
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      const count = 15;
      const requests = Array.from({ length: count }, (_, at) =>
        ada.connection.sealed("CLIENT_TO_SERVER", {
          type: "say",
          id: newId(),
          text: `flood ${at}`,
        }),
      );
      const start = performance.now();
      ada.connection.sendFrame(Buffer.concat(requests), `${count} messages in one piece`);
      await ada.untilEvent({ type: "message", text: "flood 0" }, { what: "the first of them" });
      bob.say("in between");
      for (let at = 1; at < count; at++) {
        await ada.untilEvent(
          { type: "message", text: `flood ${at}` },
          {
            what: `message ${at + 1} of ${count}`,
            cause: "Nothing is lost: what is not read yet waits in the connection.",
          },
        );
      }
      const took = performance.now() - start;
      const least = ((count - 5) / 20) * 1_000 * 0.8;
      if (took < least) {
        fail(
          `Of ${count} messages 5 may be taken at once, and then 20 a second: the last should not come before ${least} ms. It came after ${Math.round(took)} ms.`,
          "Without a limit one client has the server, the disk and all screens to itself. Read it no further until it is its turn.",
        );
      }
      const events = await bob.untilAmong(
        [
          { type: "message", text: "in between" },
          { type: "message", text: `flood ${count - 1}` },
        ],
        { what: "bob's message" },
      );
      if (events.at(-1)?.text === "in between") return;
      fail(
        "bob's message should not have to wait for all of ada's; it came behind them.",
        "Only who says too much has to wait, and only its own connection.",
      );
    },
  ),

  check(
    "09c.3",
    OWN_TOKENS,
    { points: 2, needs: [TO_ALL], rule: "one member's haste slows nobody else" },
    async (context) => {
      const burst = 20;
      const chat = await ChatFixture.own(context, "--burst", String(burst), "--per-second", "1");
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      await saysAtOnce(ada, burst);
      const mostMs = paced(1_500);
      if ((await saysAtOnce(bob, burst, mostMs)) < mostMs) return;
      fail(
        `With --burst ${burst} the server should read ${burst} records of ada's at once, and ${burst} of bob's as well; it had not read bob's after ${seconds(mostMs)}.`,
        "Give each connection a bucket of its own. With one bucket for all, whoever is hasty slows everybody.",
      );
    },
  ),

  check(
    "09c.1",
    "log-out ends the session for good",
    { points: 2, needs: [TO_ALL], rule: "ends the session: its token is worth nothing any more" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const ada = await chat.joins("ada");
      const other = await chat.logsIn("ada at another machine", ada.user);
      ada.ask({ type: "log-out" });
      await ada.connection.expectClose(WITH_OR_WITHOUT_REASON, { what: "the answer to log-out" });
      const connection = await chat.call("somebody with her old token");
      connection.send("RESUME_SESSION", { token: ada.token, after: 0 });
      await connection.expect("SESSION_ENDED", {
        what: "the answer to the token of a session that was ended",
        cause: TOKEN_STILL_GOOD,
      });
      connection.send("RESUME_SESSION", { token: other.token, after: 0 });
      await connection.expect("LOGIN_ACCEPTED", {
        what: "the answer to the token of her other session",
        cause: "Each log-in has a session of its own.",
      });
    },
  ),

  check(
    "09c.1",
    "inside TLS everything is the same",
    { points: 2, needs: [TO_ALL], rule: "With --tls there is no handshake of ours" },
    async (context) => {
      const chat = await ChatFixture.own(context, "--tls");
      const {
        members: [ada, bob],
      } = await room(chat);
      const text = context.random.word();
      const id = ada.say(text);
      await bob.expectEvent(
        { type: "message", from: ada.name, text },
        { what: "what bob is told" },
      );
      await ada.untilEvent({ type: "accepted", id }, { what: "the acknowledgement" });
      bob.connection.sendFrame(
        bob.connection.sealedAs(0n, 99, {}),
        "a record of a type that nobody knows",
      );
      await bob.connection.expectClose(ANY_TEXT, { what: "the answer" });
      await ada.untilEvent({ type: "left", name: bob.name }, { what: "what the others are told" });
    },
  ),
];

const DEAD =
  "One member whose connection is gone stops the round: what goes wrong with one is the affair of that one. And do not change the set of members while you walk through it.";
