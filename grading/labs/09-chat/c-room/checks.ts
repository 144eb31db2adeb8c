/**
 * What is asked of part 09c: many clients, and nobody waits for a slow one. Its wire is the chat's without
 * the history, so most of its checks are checks of the whole chat.
 */
import { setTimeout as pause } from "node:timers/promises";
import { check } from "../../../core/check.ts";
import type { CheckContext } from "../../../core/check-context.ts";
import { fail } from "../../../core/failure.ts";
import { paced } from "../../../core/pace.ts";
import { ANY_TEXT } from "../../../core/patterns.ts";
import { ChatFixture } from "../../../players/chat/chat-fixture.ts";
import { checksOfPart, takenFrom } from "../checks/for-part.ts";
import { memberChecks } from "../checks/members.ts";
import { roomChecks } from "../checks/room.ts";
import { saysAtOnce, seconds } from "../checks/room-helpers.ts";
import { slowReaderChecks } from "../checks/slow-readers.ts";
import { OWN_TOKENS, TO_ALL } from "../checks/titles.ts";

const taken = takenFrom([...roomChecks, ...memberChecks, ...slowReaderChecks]);

const MEMORY = "the server keeps no messages";

const SLOWED = "who says too much is read more slowly, and loses nothing";

const memoryChecks = [
  check(
    "09c.1",
    MEMORY,
    { needs: [TO_ALL], rule: "A server of 09c keeps no messages and no ids" },
    async (context) => {
      const chat = await ChatFixture.shared(context);
      const ada = await chat.joins("ada");
      const text = context.random.word();
      const id = ada.say(text);
      await ada.untilEvent({ type: "accepted", id }, { what: "the acknowledgement" });
      const bob = await chat.joins("bob");
      const told = await bob.round();
      if (told.some((event) => event.type === "past" || event.text === text)) {
        fail("A newcomer should be told nothing of what was said before; it was told a message.");
      }
      if (!told.some(({ type, more }) => type === "page" && more === false)) {
        fail(
          'A newcomer should be told that the history is at its end, {"type":"page","more":false}; it was not.',
          "The chat's client waits for that before it shows what happens.",
        );
      }
      for (const request of [
        { type: "history", before: Number.MAX_SAFE_INTEGER },
        { type: "search", text },
      ]) {
        bob.ask(request);
        await bob.expectEvent(
          { type: "refused", reason: ANY_TEXT },
          { what: `the answer to the request \`${request.type}\`` },
        );
      }
    },
  ),
];

/** Many records at once, and then one a second: a wait is easy to tell from none. */
const BURST = { count: 20, perSecond: 1 };

/** Few records at once, and then small waits, of which there are many in a flood. */
const REFILL = { count: 10, perSecond: 100 };
const FLOOD = 50;

/** How long a member is silent, in milliseconds: five times as many tokens would come back as a bucket holds. */
const SILENCE_MS = 500;

const tokenChecks = [
  check(
    "09c.3",
    "as many records as the burst pass at once",
    { points: 2, needs: [TO_ALL], rule: "After 5 records at once" },
    async (context) => {
      const chat = await limited(context, BURST);
      const ada = await chat.joins("ada");
      const mostMs = paced(1_500);
      if ((await saysAtOnce(ada, BURST.count, mostMs)) < mostMs) return;
      fail(
        `With --burst ${BURST.count} the server should read ${BURST.count} records at once; it had not after ${seconds(mostMs)}.`,
        "A bucket is full when a member comes: the first records wait for nothing.",
      );
    },
  ),

  check(
    "09c.3",
    "tokens come back with time, and never more than the burst",
    { points: 2, needs: [SLOWED], rule: "Tokens come back while a member is silent" },
    async (context) => {
      const chat = await limited(context, REFILL);
      const ada = await chat.joins("ada");
      const { count, perSecond } = REFILL;
      const rightMs = ((FLOOD - count) / perSecond) * 1_000;
      const mostMs = paced(rightMs * 5);
      if ((await saysAtOnce(ada, FLOOD, mostMs)) >= mostMs) {
        fail(
          `The last of ${FLOOD} records should be read after about ${seconds(rightMs)}; it was not read after ${seconds(mostMs)}.`,
          "While a member waits, time passes, and tokens come back: add them before you take one, and remember when you did.",
        );
      }
      await pause(SILENCE_MS);
      const tookMs = await saysAtOnce(ada, FLOOD);
      if (tookMs >= rightMs * 0.8) return;
      fail(
        `After a silence ${count} of ${FLOOD} records may pass at once, and the last after about ${seconds(rightMs)}; it was answered after ${seconds(tookMs)}.`,
        "Whoever is silent for a night must not have saved up tokens for a flood: a bucket holds no more than the burst.",
      );
    },
  ),
];

export const checks = checksOfPart([
  ...taken(
    "09c.1",
    TO_ALL,
    "all see the messages of all in one order",
    "who comes and who goes is told once",
    "a private message is told to the two, and to nobody else",
    "a member that is gone harms nobody",
  ),
  ...memoryChecks,
  ...taken("09c.2", ...slowReaderChecks.map(({ title }) => title)),
  ...taken("09c.3", SLOWED, OWN_TOKENS),
  ...tokenChecks,
]);

/** A chat of this check's own, with this limit. */
function limited(
  context: CheckContext,
  { count, perSecond }: { count: number; perSecond: number },
): Promise<ChatFixture> {
  return ChatFixture.own(context, "--burst", String(count), "--per-second", String(perSecond));
}
