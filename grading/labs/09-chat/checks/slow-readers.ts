/** Exercise 09c.2: one member that does not read must not stop the others, nor fill the server's memory. */

import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { residentMemory } from "../../../core/kernel.ts";
import { deadlineMs, paced } from "../../../core/pace.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import type { FakeMember } from "../../../players/chat/fake-member.ts";
import { newId } from "../../../players/chat/fake-member.ts";
import { PAUSES, TO_ALL } from "./titles.ts";

/** As long as a text may be, and twice as long in JSON: it fills the system's buffers soonest. */
const LONG = `${"\t".repeat(1_999)}x`;

/** So many are under way at once. */
const AT_ONCE = 40;

/** More than the system's buffers take: 4 MiB where it sends, some more where it is not read. */
const MAX_MESSAGES = 2_000;

/** So many fill them for certain, and leave much waiting in the server. */
const PAUSE_MESSAGES = 1_080;

const MAX_GROWTH_BYTES = 128 * 1024 ** 2;

export const slowReaderChecks = [
  check(
    "09c.2",
    PAUSES,
    { points: 2, needs: [TO_ALL], rule: "what waits for it in the server" },
    async (context) => {
      const limits = ["--slow-bytes", "20000", "--slow-ms", "60000", "--queue-bytes", "100000000"];
      const chat = await ChatFixture.own(context, ...limits);
      const { ada, sleeper } = await room(chat);
      const numbers = await sayMany(ada, PAUSE_MESSAGES);
      sleeper.connection.tell("went on reading");
      sleeper.connection.peer.goOnReading();
      for (const number of numbers) {
        const event = await sleeper.expectEvent(
          { type: "message" },
          { what: `message ${number}, after a pause`, cause: PUT_UP_WITH },
        );
        if (event.number === number) continue;
        fail(
          `After its pause the member should be told message ${number} next; it is told ${event.number}.`,
          "What waits for a member waits in order, and nothing of it is left out.",
        );
      }
    },
  ),

  check(
    "09c.2",
    "a member that reads nothing is dropped, and told why",
    { points: 3, needs: [PAUSES], rule: "what waits for it in the server" },
    async (context) => {
      const limits = ["--slow-bytes", "50000", "--slow-ms", "60000", "--queue-bytes", "200000"];
      const { chat, ada, bob, sleeper, before } = await sleeperDropped(
        context,
        limits,
        NO_LIMIT_AT_ONCE,
      );
      await bob.untilEvent(
        { type: "left", name: sleeper.name },
        { what: "what the others are told" },
      );
      expectSmall(chat, before);
      ada.say("and on");
      await bob.untilEvent(
        { type: "message", text: "and on" },
        { what: "what bob is told afterwards" },
      );
    },
  ),

  check(
    "09c.2",
    "much that waits is put up with for a while, and no longer",
    { points: 2, needs: [PAUSES], rule: "what waits for it in the server" },
    async (context) => {
      const slowMs = paced(400);
      const limits = [
        "--slow-bytes",
        "50000",
        "--slow-ms",
        String(slowMs),
        "--queue-bytes",
        "100000000",
      ];
      await sleeperDropped(context, limits, NO_LIMIT_OVER_TIME);
    },
  ),
];

async function room(chat: ChatFixture) {
  const [ada, sleeper] = [await chat.joins("ada"), await chat.joins("sleeper")];
  for (const member of [ada, sleeper]) await member.round();
  sleeper.connection.tell("stopped reading");
  sleeper.connection.peer.stopReading();
  return { ada, sleeper };
}

/** A right server gives a member that it drops longer than this to read why, in milliseconds. */
const READ_WHY_MS = 1_000;

/**
 * Plays a chat in which the sleeper is dropped, reads on at once, and must be told why. It is played
 * again when the grader, on a busy machine, took too long to read all that waited before it.
 */
async function sleeperDropped(context: CheckContext, limits: readonly string[], cause: string) {
  const end = performance.now() + deadlineMs();
  while (true) {
    const chat = await ChatFixture.own(context, ...limits);
    const { ada, sleeper } = await room(chat);
    const bob = await chat.joins("bob");
    await bob.round();
    const before = residentMemory(chat.server.program.pid) ?? 0;
    const droppedAfter = await chatUntilLeft(ada, sleeper, cause);
    sleeper.connection.tell("went on reading");
    sleeper.connection.peer.goOnReading();
    try {
      await expectToldWhy(sleeper);
      return { chat, ada, bob, sleeper, before };
    } catch (error) {
      const now = performance.now();
      if (now - droppedAfter < READ_WHY_MS || now > end) throw error;
    }
  }
}

/** Says long things, a few at once, until the sleeper has left; returns a time at which it was still there. */
async function chatUntilLeft(ada: FakeMember, sleeper: FakeMember, cause: string): Promise<number> {
  let said = 0;
  let batchStart = performance.now();
  for (; said < MAX_MESSAGES; said += AT_ONCE) {
    const lastStart = batchStart;
    batchStart = performance.now();
    const requests = Array.from({ length: AT_ONCE }, () =>
      ada.connection.sealed("CLIENT_TO_SERVER", { type: "say", id: newId(), text: LONG }),
    );
    ada.connection.peer.send(Buffer.concat(requests));
    for (let at = 0; at < AT_ONCE; at++) {
      const passed = await ada.untilAmong([{ type: "accepted" }], {
        what: "her own message",
        cause: STOPPED,
      });
      if (passed.some(({ type, name }) => type === "left" && name === sleeper.name)) {
        ada.connection.tell(`had said ${said + at + 1} long messages when the sleeper left`);
        return lastStart;
      }
    }
  }
  // Some take their time: the connection is given up, and its end awaited.
  const { name } = sleeper;
  await ada.untilEvent({ type: "left", name }, { what: `after ${said} long messages`, cause });
  return performance.now();
}

/** Says so many long things; returns their numbers. */
async function sayMany(ada: FakeMember, count: number): Promise<unknown[]> {
  const numbers: unknown[] = [];
  while (numbers.length < count) {
    const requests = Array.from({ length: AT_ONCE }, () =>
      ada.connection.sealed("CLIENT_TO_SERVER", { type: "say", id: newId(), text: LONG }),
    );
    ada.connection.peer.send(Buffer.concat(requests));
    for (let at = 0; at < AT_ONCE; at++) {
      const { number } = await ada.untilEvent(
        { type: "accepted" },
        { what: "her own message", cause: STOPPED },
      );
      numbers.push(number);
    }
  }
  ada.connection.tell(`said ${count} long messages`);
  return numbers;
}

/** The last record of a member that was dropped is a CLOSE with a reason. */
async function expectToldWhy({ connection }: FakeMember): Promise<void> {
  await connection.peer.untilBytes(Number.POSITIVE_INFINITY); // up to the connection's end
  await connection.expectClose(ANY_TEXT, {
    what: "the last word to a member that did not read",
    cause:
      "Whoever is closed is told why: CLOSE with a reason, the end (FIN), and some time to read it.",
  });
}

/** What waited for the sleeper was a few hundred kilobytes, whatever was said. */
function expectSmall({ server }: ChatFixture, before: number): void {
  const grown = (residentMemory(server.program.pid) ?? before) - before;
  if (grown < MAX_GROWTH_BYTES) return;
  fail(
    `The server's memory should not grow with what one member does not read; it grew by ${Math.round(grown / 1024 ** 2)} MiB.`,
  );
}

const STOPPED = "One member that does not read has stopped the room: do not wait for it.";

const PUT_UP_WITH =
  "It was dropped though it had been slow only for a moment. Up to --slow-bytes may wait as long as it likes, and more than that for --slow-ms: a phone in a tunnel is no reason to drop somebody.";

const NO_LIMIT_AT_ONCE =
  "There is no limit to what waits at once: a member that reads nothing is still there, and what it does not read waits in the server's memory, without end. More than --queue-bytes is too much, however short the time.";

const NO_LIMIT_OVER_TIME =
  "There is no limit to how long much may wait: a member that reads nothing keeps more than --slow-bytes of the server's memory forever. Look since when much has been waiting: for --slow-ms or longer is too long.";
