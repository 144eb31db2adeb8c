/** Exercise 09.6: everybody hears the same, in the same order. */

import type { Check } from "../../../core/check.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { expectNoListenersLeft, manyTimes } from "../../../core/many-visits.ts";
import { nowAndThen } from "../../../core/now-and-then.ts";
import { paced } from "../../../core/pace.ts";
import { ANY_TEXT, TextForm } from "../../../core/patterns.ts";
import type { Stage } from "../../../core/stage.ts";
import type { Event, Guest } from "../../../players/chat/guest.ts";
import { newId } from "../../../players/chat/guest.ts";
import { Scene } from "../../../players/chat/scene.ts";
import { LOGS_IN, TO_ALL } from "./titles.ts";

const WITH_OR_WITHOUT_REASON = new TextForm("any text, or none", /^/);

const TIME = new TextForm(
  "a time such as 2026-11-22T09:30:00.000Z",
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
);

export function roomChecks(check: Check): void {
  check(
    "09.6",
    TO_ALL,
    { points: 3, needs: [LOGS_IN], rule: "Then message goes to everybody" },
    async (stage) => {
      // A server of its own: so it is known who is the first in the room, and who the last.
      const { members } = await room(await Scene.own(stage));
      const [ada, , carol] = members;
      for (const speaker of [ada, carol]) await expectToldToAll(stage, members, speaker);
    },
  );

  check(
    "09.6",
    "all see the messages of all in one order",
    { points: 3, needs: [TO_ALL], rule: "Then message goes to everybody" },
    async (stage) => {
      const { members } = await room(await Scene.shared(stage));
      const count = 15;
      for (const member of members) {
        const requests = Array.from({ length: count }, (_, at) =>
          member.line.sealed("CLIENT_TO_SERVER", {
            type: "say",
            id: newId(),
            text: `${member.line.voice} ${at}`,
          }),
        );
        member.line.sendFrame(Buffer.concat(requests), `${count} messages in one piece`);
      }
      const seen: Event[][] = [];
      for (const member of members) {
        const messages: Event[] = [];
        while (messages.length < count * members.length) {
          messages.push(
            await member.untilEvent(
              { type: "message" },
              { what: `message ${messages.length + 1} of ${count * members.length}` },
            ),
          );
        }
        seen.push(messages);
      }
      expectOneOrder(seen);
      const [first = []] = seen;
      for (const { line } of members) {
        const own = first
          .filter(({ text }) => String(text).startsWith(`${line.voice} `))
          .map(({ text }) => String(text));
        const right = Array.from({ length: count }, (_, at) => `${line.voice} ${at}`);
        if (own.join() !== right.join())
          fail(
            `The messages of ${line.voice} should stay in her order; they came as ${own.join(", ")}.`,
            OVERTAKES,
          );
      }
    },
  );

  check(
    "09.6",
    "who comes and who goes is told once",
    { points: 2, needs: [TO_ALL], rule: "somebody else has come, or gone" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const ada = await scene.joins("ada");
      await ada.round();
      const bob = await scene.joins("bob");
      const cause =
        "A user may have several connections: told are the first that comes, and the last that goes.";
      await ada.expectEvent({ type: "joined", name: bob.name }, { what: "as bob comes", cause });
      const again = await scene.logsIn("bob at another machine", bob.user);
      await again.round();
      again.leave();
      await again.line.expectClose(WITH_OR_WITHOUT_REASON, { what: "the answer to CLOSE" });
      await expectNothingMore(ada, cause);
      bob.leaveByReset();
      await expectLeftOnce(ada, bob, "as bob's last connection breaks");
      const ways: [string, (member: Guest) => void][] = [
        ["as bob says CLOSE and ends his side", (member) => member.leave()],
        ["as bob logs out", (member) => member.ask({ type: "log-out" })],
        ["as the operator sends bob away", () => scene.server.program.type(`kick ${bob.name}\n`)],
      ];
      for (const [what, leave] of ways) {
        const back = await scene.logsIn("bob, back again", bob.user);
        await ada.expectEvent({ type: "joined", name: bob.name }, { what: "as bob comes back" });
        leave(back);
        await back.line.untilEnd({ what: "the end of bob's connection" });
        await expectLeftOnce(ada, bob, what);
      }
    },
  );

  check(
    "09.6",
    "a newcomer is told who is here",
    { points: 2, needs: [TO_ALL], rule: "here for each user who is there (oneself as well)" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const [ada, bob] = [await scene.joins("ada"), await scene.joins("bob")];
      const carol = await scene.joins("carol");
      const here = (await carol.round())
        .filter(({ type }) => type === "here")
        .map(({ name }) => name);
      const should = [ada, bob, carol].map(({ name }) => name);
      if ([...here].sort().join() === [...should].sort().join()) return;
      fail(
        `carol should be told \`here\` of ada, bob and herself, ${should.join(", ")}; she was told of ${here.join(", ")}.`,
        "`here` names everybody who is in the room as one comes, oneself as well, each once.",
      );
    },
  );

  check(
    "09.6",
    "a private message is told to the two, and to nobody else",
    { points: 3, needs: [TO_ALL], rule: "to all connections of both, and to nobody else" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const { members } = await room(scene);
      const [ada, bob, carol] = members;
      const text = `psst ${stage.random.word()}`;
      const id = ada.tell(bob.name.toUpperCase(), text);
      const told = { type: "private", from: ada.name, to: bob.name, text, time: TIME };
      await bob.expectEvent(told, { what: "what the other is told" });
      const both = await ada.untilAmong([{ type: "accepted", id }], {
        what: "what its sender is told",
      });
      if (!both.some(({ type, text: is }) => type === "private" && is === text)) {
        fail(
          "ada should be told her private message as well; she was told only that it is accepted.",
        );
      }
      await expectNothingMore(carol, "It was told to all: look who it is for.");
      const nobody = ada.tell("nobody is called so", text);
      await ada.expectEvent(
        { type: "refused", id: nobody },
        {
          what: "a private message to somebody who is not here",
          cause: "Say that nobody will hear it.",
        },
      );
      const later = await scene.joins("a newcomer");
      const past = (await later.round()).filter((event) => JSON.stringify(event).includes(text));
      if (past.length > 0)
        fail(
          "A private message should not be kept; a newcomer is told it.",
          "It belongs to two people, and not to the history.",
        );
    },
  );

  check(
    "09.6",
    "a message that comes again is acknowledged again, and not said again",
    {
      points: 3,
      needs: [TO_ALL],
      rule: "a message that comes again is not said again, only acknowledged again",
    },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const {
        members: [ada, bob],
      } = await room(scene);
      const [text, other] = [stage.random.word(), stage.random.word()];
      const id = ada.say(text);
      const { number } = await ada.untilEvent(
        { type: "accepted", id },
        { what: "the acknowledgement" },
      );
      const cause =
        "Its acknowledgement was lost, so the client sends it again, with the same id. Remember the last 256 ids of each user.";
      const both = [id, id].map((one) =>
        ada.line.sealed("CLIENT_TO_SERVER", { type: "say", id: one, text }),
      );
      ada.line.sendFrame(Buffer.concat(both), `the message ${id} twice more`);
      for (let time = 1; time <= 2; time++) {
        await ada.expectEvent(
          { type: "accepted", id, number },
          { what: "the answer to a message that comes again", cause },
        );
      }
      const again = await scene.logsIn("ada on another connection", ada.user);
      await again.round();
      again.say(text, id);
      await again.expectEvent(
        { type: "accepted", id, number },
        {
          what: "the answer on another connection",
          cause: "The ids are the user's, not the connection's: it was the connection that broke.",
        },
      );
      await bob.expectEvent({ type: "message", text }, { what: "what bob is told" });
      bob.say(other, id);
      await bob.expectEvent(
        { type: "message", from: bob.name, text: other },
        {
          what: "bob's own message with that id",
          cause: "Each user's ids are that user's: bob's is another message.",
        },
      );
    },
  );

  check(
    "09.6",
    "a text comes as it was said, or is refused",
    { points: 2, needs: [TO_ALL], rule: "A text has 1 to 2,000 bytes in UTF-8" },
    async (stage) => {
      const {
        members: [ada, bob],
      } = await room(await Scene.shared(stage));
      const good = [
        "a\tb\nc",
        '"\\'.repeat(1_000),
        "я".repeat(1_000),
        "{}",
        "  blanks  ",
        "e\u0301 \u{1f469}\u200d\u{1f680}",
      ];
      for (const text of good) {
        ada.say(text);
        await bob.expectEvent(
          { type: "message", text },
          {
            what: `a text of ${Buffer.byteLength(text)} bytes`,
            cause: "It is 1 to 2,000 bytes in UTF-8, whatever is in them, and told as it is.",
          },
        );
      }
      await ada.round();
      for (const [what, text] of [
        ["no text", ""],
        ["nothing to be seen", " \n\t"],
        ["2,001 bytes", "x".repeat(2_001)],
        ["1,001 letters of two bytes", "я".repeat(1_001)],
        ["an escape character", "a\u001b[2J"],
        ["a carriage return", "a\rb"],
        ["a control character of Latin-1", "a\u009b2J"],
      ] as const) {
        const id = ada.say(text);
        await ada.expectEvent(
          { type: "refused", id, reason: ANY_TEXT },
          {
            what: `the answer to a text with ${what}`,
            cause:
              "A text has 1 to 2,000 bytes, something to be seen in it, and no control characters but line end and tab.",
          },
        );
      }
      await expectNothingMore(bob, "A refused text is told to nobody.");
    },
  );

  check(
    "09.6",
    "a request that makes no sense ends the connection",
    { points: 2, needs: [TO_ALL], rule: "a field that is missing or of another kind" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const ada = await scene.joins("ada");
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
        const guest = await scene.logsIn(`client with ${JSON.stringify(request)}`, ada.user);
        guest.line.send("CLIENT_TO_SERVER", request);
        await guest.line.expectClose(ANY_TEXT, {
          what: `the answer to ${JSON.stringify(request)}`,
          cause: "Look at the shape of each field before you use it, and say CLOSE.",
        });
        guest.line.peer.close();
      }
      ada.say("still here");
      await ada.untilEvent(
        { type: "message", text: "still here" },
        { what: "another client's message afterwards" },
      );
    },
  );

  check(
    "09.6",
    "a member that is gone harms nobody",
    { points: 3, needs: [LOGS_IN], rule: "A member whose connection breaks leaves the room" },
    async (stage) => {
      const scene = await Scene.own(stage);
      const {
        members: [ada, bob],
      } = await room(scene);
      const gone = [await scene.joins("dave"), await scene.joins("erin")];
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
        const later = await scene.joins("newcomer");
        if ((await later.round()).some((event) => event.type === "here" && event.name === name))
          fail(`${name} has gone; a newcomer is told that she is here.`, UNNOTICED);
      }
    },
  );

  check(
    "09.6",
    "a member that falls silent is asked, and then dropped",
    { points: 2, needs: [TO_ALL], rule: "silence: PING after it" },
    async (stage) => {
      const [pingMs, pongMs] = [paced(300), paced(600)];
      const limits = ["--ping-ms", String(pingMs), "--pong-ms", String(pongMs)];
      const scene = await Scene.own(stage, ...limits);
      const [ada, bob] = [await scene.joins("ada"), await scene.joins("silent bob")];
      await bob.round();
      const until = Date.now() + 4_000;
      const limitMs = pingMs + pongMs;
      await nowAndThen({ everyMs: 60, limitMs, send: () => ada.line.send("PONG") }, async () => {
        for (;;) {
          const record = await bob.line.next({ what: "PING, after silence" });
          if (record?.name === "PING") break;
          if (record === undefined || Date.now() > until)
            fail(
              "A silent member should be sent PING; none came.",
              "A machine that lost its network sends no FIN: whoever only reads never notices.",
            );
        }
        await bob.line.expectClose(ANY_TEXT, {
          what: "the end of patience with a member that does not answer PING",
          cause: "After so much silence it is gone: say CLOSE, and end.",
        });
        await ada.untilEvent(
          { type: "left", name: bob.name },
          { what: "what the others are told" },
        );
      });
      ada.say("still here");
      await ada.untilEvent(
        { type: "message", text: "still here" },
        {
          what: "the message of a member that answers",
          cause: "Every record shows that its sender is there.",
        },
      );
    },
  );

  check(
    "09.6",
    "a visit leaves no listener behind",
    { needs: [TO_ALL], rule: "leaves a listener behind" },
    async (stage) => {
      const scene = await Scene.own(stage);
      const bob = await scene.knownUser();
      const ada = await scene.joins("ada");
      await manyTimes(async (count) => {
        const text = `message ${count}`;
        ada.say(text);
        await ada.untilEvent({ type: "message", text }, { what: text });
      });
      await manyTimes(async (count) => {
        const guest = await scene.logsIn("bob", bob);
        await ada.untilEvent({ type: "joined", name: bob.name }, { what: `visit ${count}` });
        guest.leave();
        await ada.untilEvent(
          { type: "left", name: bob.name },
          { what: `the end of visit ${count}` },
        );
      });
      expectNoListenersLeft(scene.server.program);
    },
  );

  check(
    "09.6",
    "who says too much is read more slowly, and loses nothing",
    {
      points: 2,
      needs: [TO_ALL],
      rule: "After 5 records at once, each connection is read at 2 a second",
    },
    async (stage) => {
      const scene = await Scene.own(stage, "--burst", "5", "--per-second", "20");
      const [ada, bob] = [await scene.joins("ada"), await scene.joins("bob")];
      const count = 15;
      const requests = Array.from({ length: count }, (_, at) =>
        ada.line.sealed("CLIENT_TO_SERVER", { type: "say", id: newId(), text: `flood ${at}` }),
      );
      const start = performance.now();
      ada.line.sendFrame(Buffer.concat(requests), `${count} messages in one piece`);
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
  );

  check(
    "09.6",
    "log-out ends the session for good",
    { points: 2, needs: [TO_ALL], rule: "ends the session: its token is worth nothing any more" },
    async (stage) => {
      const scene = await Scene.shared(stage);
      const ada = await scene.joins("ada");
      const other = await scene.logsIn("ada at another machine", ada.user);
      ada.ask({ type: "log-out" });
      await ada.line.expectClose(WITH_OR_WITHOUT_REASON, { what: "the answer to log-out" });
      const line = await scene.call("somebody with her old token");
      line.send("RESUME_SESSION", { token: ada.token, after: 0 });
      await line.expect("SESSION_ENDED", {
        what: "the answer to the token of a session that was ended",
        cause:
          "To close the connection is not enough: whoever has copied the token goes on using it.",
      });
      line.send("RESUME_SESSION", { token: other.token, after: 0 });
      await line.expect("LOGIN_ACCEPTED", {
        what: "the answer to the token of her other session",
        cause: "Each log-in has a session of its own.",
      });
    },
  );

  check(
    "09.6",
    "inside TLS everything is the same",
    { points: 2, needs: [TO_ALL], rule: "With --tls there is no handshake of ours" },
    async (stage) => {
      const scene = await Scene.own(stage, "--tls");
      const {
        members: [ada, bob],
      } = await room(scene);
      const text = stage.random.word();
      const id = ada.say(text);
      await bob.expectEvent(
        { type: "message", from: ada.name, text },
        { what: "what bob is told" },
      );
      await ada.untilEvent({ type: "accepted", id }, { what: "the acknowledgement" });
      bob.line.sendFrame(bob.line.sealedAs(0n, 99, {}), "a record of a type that nobody knows");
      await bob.line.expectClose(ANY_TEXT, { what: "the answer" });
      await ada.untilEvent({ type: "left", name: bob.name }, { what: "what the others are told" });
    },
  );
}

/** Three members who are in, and have been told all about that. */
async function room(scene: Scene): Promise<{ members: [Guest, Guest, Guest] }> {
  const members: [Guest, Guest, Guest] = [
    await scene.joins("ada"),
    await scene.joins("bob"),
    await scene.joins("carol"),
  ];
  for (const member of members) await member.round();
  return { members };
}

/** Everybody is told what the speaker says, once; she is told that it is accepted, and nobody else is. */
async function expectToldToAll(
  stage: Stage,
  members: readonly Guest[],
  speaker: Guest,
): Promise<void> {
  const text = stage.random.word();
  const id = speaker.say(text);
  await expectInTime(stage, members, speaker, id, text);
  const numbers = new Set<unknown>();
  for (const member of members) {
    const { number } = await member.expectEvent(
      { type: "message", from: speaker.name, text, time: TIME },
      { what: "what everybody is told of a message" },
    );
    numbers.add(number);
  }
  const [number] = numbers;
  if (numbers.size !== 1 || typeof number !== "number") {
    fail(
      `One message should have one number for everybody; it has ${[...numbers].map(String).join(", ")}.`,
    );
  }
  await speaker.expectEvent(
    { type: "accepted", id, number },
    { what: "what its sender is told", cause: ACCEPTED },
  );
  for (const member of members) await expectNothingMore(member, TO_SENDER_ONLY);
}

/** Everybody has been told the message by the time at which the speaker is told that it is accepted. */
async function expectInTime(
  stage: Stage,
  members: readonly Guest[],
  speaker: Guest,
  id: string,
  text: string,
): Promise<void> {
  const isIt = (event: Event) => event.type === "message" && event.text === text;
  const accepted = await speaker.untilAmong([{ type: "accepted", id }], {
    what: "what its sender is told",
  });
  for (const member of members) {
    const events = member === speaker ? accepted : await member.round();
    member.putBack(events);
    if (events.some(isIt)) continue;
    const sentence = `${member.line.voice} should be told the message of ${speaker.line.voice} before it is acknowledged`;
    // It is late, or it never comes: this waits for it.
    await member.untilEvent(
      { type: "message", text },
      {
        what: `the message of ${speaker.line.voice}, before it is acknowledged`,
        cause: member === speaker ? TELL_SENDER : NOT_ALL,
      },
    );
    stage.othersMayGoOn();
    fail(`${sentence}; it came afterwards.`, TOO_LATE);
  }
  stage.othersMayGoOn();
}

/** After a full round nothing else has come. */
/** The others are told once that a user is gone, and nothing follows when the connection itself ends. */
async function expectLeftOnce(ada: Guest, { name }: Guest, what: string): Promise<void> {
  await ada.expectEvent({ type: "left", name }, { what, cause: UNNOTICED });
  await expectNothingMore(
    ada,
    "A connection ends in several events: leave the room in one place, and only if the member is still in it.",
  );
}

async function expectNothingMore(guest: Guest, cause: LikelyCause): Promise<void> {
  const [event] = await guest.round();
  if (event === undefined) return;
  fail(
    `${guest.line.voice} should be told nothing more; this came: ${JSON.stringify(event)}`,
    cause,
  );
}

function expectOneOrder(seen: readonly Event[][]): void {
  const orders = seen.map((messages) =>
    messages.map(({ number, text }) => `${number} ${text}`).join("\n"),
  );
  if (new Set(orders).size > 1)
    fail("Everybody should see the messages in one order; two members saw two orders.", OVERTAKES);
  const numbers = (seen[0] ?? []).map(({ number }) => Number(number));
  if (numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0))) return;
  fail(`The numbers should only grow; they came as ${numbers.join(", ")}.`, OVERTAKES);
}

const NOT_ALL = "Somebody was not told: does the loop go through all of them?";

const TELL_SENDER = `${NOT_ALL} The sender is told as well: its message has its place in the one order of all.`;

const TOO_LATE: LikelyCause = {
  general:
    "The message is told first, to its sender as well, and then acknowledged. To tell a member only puts the event into its outbox, and waits for nothing.",
  node: "The message is told first, to its sender as well, and then acknowledged. To tell a member only puts the event into its outbox, and waits for nothing: no `await`, no timer.",
};

const ACCEPTED = "`accepted` brings back the id, and the number that the message was given.";
const TO_SENDER_ONLY =
  "A message is told once, and acknowledged to the connection that has sent it, and to no other.";
const OVERTAKES =
  "One message overtakes another while a row is written: give the number, write the row and tell it in one order, whoever is done first.";
const UNNOTICED =
  "A connection ends by CLOSE, by FIN, by RST, or by silence: whoever is gone leaves the room.";
const DEAD =
  "One member whose connection is gone stops the round: what goes wrong with one is the affair of that one. And do not change the set of members while you walk through it.";
