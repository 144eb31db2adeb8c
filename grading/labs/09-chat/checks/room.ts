/** Exercise 09c.1: what is said comes to everybody, in one order. */

import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail, type LikelyCause } from "../../../core/failure.ts";
import { ANY_TEXT, TextForm } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { type Event, type FakeMember, newId } from "../../../players/chat/fake-member.ts";
import { room, UNNOTICED, WITH_OR_WITHOUT_REASON } from "./room-helpers.ts";
import { LOGS_IN, TO_ALL } from "./titles.ts";

const TIME = new TextForm(
  "a time such as 2026-11-22T09:30:00.000Z",
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
);

export const roomChecks = [
  check(
    "09c.1",
    TO_ALL,
    { points: 3, needs: [LOGS_IN], rule: "Then message goes to everybody" },
    async (context) => {
      // A server of its own: so it is known who is the first in the room, and who the last.
      const { members } = await room(await ChatFixture.own(context));
      const [ada, , carol] = members;
      for (const speaker of [ada, carol]) await expectToldToAll(context, members, speaker);
    },
  ),

  check(
    "09c.1",
    "all see the messages of all in one order",
    { points: 3, needs: [TO_ALL], rule: "Then message goes to everybody" },
    async (context) => {
      const { members } = await room(await ChatFixture.shared(context));
      const count = 15;
      for (const member of members) {
        const requests = Array.from({ length: count }, (_, at) =>
          member.connection.sealed("CLIENT_TO_SERVER", {
            type: "say",
            id: newId(),
            text: `${member.connection.voice} ${at}`,
          }),
        );
        member.connection.sendFrame(Buffer.concat(requests), `${count} messages in one piece`);
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
      for (const { connection } of members) {
        const own = first
          .filter(({ text }) => String(text).startsWith(`${connection.voice} `))
          .map(({ text }) => String(text));
        const right = Array.from({ length: count }, (_, at) => `${connection.voice} ${at}`);
        if (own.join() !== right.join())
          fail(
            `The messages of ${connection.voice} should stay in her order; they came as ${own.join(", ")}.`,
            OVERTAKES,
          );
      }
    },
  ),

  check(
    "09c.1",
    "who comes and who goes is told once",
    { points: 2, needs: [TO_ALL], rule: "somebody else has come, or gone" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const ada = await chat.joins("ada");
      await ada.round();
      const bob = await chat.joins("bob");
      const cause =
        "A user may have several connections: told are the first that comes, and the last that goes.";
      await ada.expectEvent({ type: "joined", name: bob.name }, { what: "as bob comes", cause });
      const again = await chat.logsIn("bob at another machine", bob.user);
      await again.round();
      again.leave();
      await again.connection.expectClose(WITH_OR_WITHOUT_REASON, { what: "the answer to CLOSE" });
      await expectNothingMore(ada, cause);
      bob.leaveByReset();
      await expectLeftOnce(ada, bob, "as bob's last connection breaks");
      const ways: [string, (member: FakeMember) => void][] = [
        ["as bob says CLOSE and ends his side", (member) => member.leave()],
        ["as bob logs out", (member) => member.ask({ type: "log-out" })],
        ["as the operator sends bob away", () => chat.server.program.type(`kick ${bob.name}\n`)],
      ];
      for (const [what, leave] of ways) {
        const back = await chat.logsIn("bob, back again", bob.user);
        await ada.expectEvent({ type: "joined", name: bob.name }, { what: "as bob comes back" });
        leave(back);
        await back.connection.untilEnd({ what: "the end of bob's connection" });
        await expectLeftOnce(ada, bob, what);
      }
    },
  ),

  check(
    "09c.1",
    "a newcomer is told who is here",
    { points: 2, needs: [TO_ALL], rule: "here for each user who is there (oneself as well)" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const [ada, bob] = [await chat.joins("ada"), await chat.joins("bob")];
      const carol = await chat.joins("carol");
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
  ),

  check(
    "09c.1",
    "a private message is told to the two, and to nobody else",
    { points: 3, needs: [TO_ALL], rule: "to all connections of both, and to nobody else" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const { members } = await room(chat);
      const [ada, bob, carol] = members;
      const text = `psst ${context.random.word()}`;
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
      const later = await chat.joins("a newcomer");
      const past = (await later.round()).filter((event) => JSON.stringify(event).includes(text));
      if (past.length > 0)
        fail(
          "A private message should not be kept; a newcomer is told it.",
          "It belongs to two people, and not to the history.",
        );
    },
  ),

  check(
    "09d.1",
    "a message that comes again is acknowledged again, and not said again",
    {
      points: 3,
      needs: [TO_ALL],
      rule: "a message that comes again is not said again, only acknowledged again",
    },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const {
        members: [ada, bob],
      } = await room(chat);
      const [text, other] = [context.random.word(), context.random.word()];
      const id = ada.say(text);
      const { number } = await ada.untilEvent(
        { type: "accepted", id },
        { what: "the acknowledgement" },
      );
      const both = [id, id].map((one) =>
        ada.connection.sealed("CLIENT_TO_SERVER", { type: "say", id: one, text }),
      );
      ada.connection.sendFrame(Buffer.concat(both), `the message ${id} twice more`);
      for (let time = 1; time <= 2; time++) {
        await ada.expectEvent(
          { type: "accepted", id, number },
          { what: "the answer to a message that comes again", cause: notAgain },
        );
      }
      const again = await chat.logsIn("ada on another connection", ada.user);
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
  ),

  check(
    "09c.1",
    "a text comes as it was said, or is refused",
    { points: 2, needs: [TO_ALL], rule: "A text has 1 to 2,000 bytes in UTF-8" },
    async (context) => {
      const {
        members: [ada, bob],
      } = await room(await ChatFixture.shared(context));
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
  ),
];

/** Everybody is told what the speaker says, once; she is told that it is accepted, and nobody else is. */
async function expectToldToAll(
  context: CheckContext,
  members: readonly FakeMember[],
  speaker: FakeMember,
): Promise<void> {
  const text = context.random.word();
  const id = speaker.say(text);
  await expectInTime(context, members, speaker, id, text);
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
  context: CheckContext,
  members: readonly FakeMember[],
  speaker: FakeMember,
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
    const sentence = `${member.connection.voice} should be told the message of ${speaker.connection.voice} before it is acknowledged`;
    // It is late, or it never comes: this waits for it.
    await member.untilEvent(
      { type: "message", text },
      {
        what: `the message of ${speaker.connection.voice}, before it is acknowledged`,
        cause: member === speaker ? TELL_SENDER : NOT_ALL,
      },
    );
    context.othersMayGoOn();
    fail(`${sentence}; it came afterwards.`, TOO_LATE);
  }
  context.othersMayGoOn();
}

/** After a full round nothing else has come. */
/** The others are told once that a user is gone, and nothing follows when the connection itself ends. */
async function expectLeftOnce(ada: FakeMember, { name }: FakeMember, what: string): Promise<void> {
  await ada.expectEvent({ type: "left", name }, { what, cause: UNNOTICED });
  await expectNothingMore(
    ada,
    "A connection ends in several events: leave the room in one place, and only if the member is still in it.",
  );
}

async function expectNothingMore(member: FakeMember, cause: LikelyCause): Promise<void> {
  const [event] = await member.round();
  if (event === undefined) return;
  fail(
    `${member.connection.voice} should be told nothing more; this came: ${JSON.stringify(event)}`,
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

/** Why a message that comes again is not acknowledged with its number, by what came in place of that. */
function notAgain(event: Event | undefined): string {
  const lost = "Its acknowledgement was lost, so the client sends it again, with the same id.";
  if (event?.type === "message" || event?.type === "accepted")
    return `${lost} Remember the last 256 ids of each user, and what came of them.`;
  return `${lost} When the id is known, the sender is told \`accepted\` again, with the same number, and nobody is told the message.`;
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
