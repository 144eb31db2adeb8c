import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatEvent, Message } from "../protocol/messages.ts";
import { MessageList } from "./message-list.ts";
import { MAX_PAGE_BYTES, pageFor, pageOf, pageOnJoin } from "./pages.ts";

/** Five messages, of which the last two have not been told in the room yet. */
function source() {
  const history = new MessageList();
  for (let i = 1; i <= 5; i++) history.add(said(i, `tea ${i}`));
  return { history, room: { last: 3 } };
}

function numbersIn(events: readonly ChatEvent[]): unknown[] {
  return events.flatMap((event) =>
    event.type === "past" ? event.number : event.type === "page" ? event.more : [],
  );
}

test("no page holds a message that is still to be told", async () => {
  const pages = source();
  expect(numbersIn(pageOnJoin(undefined, pages))).toEqual([1, 2, 3, false]);
  expect(numbersIn(pageOnJoin(1, pages))).toEqual([2, 3, false]);
  expect(numbersIn(pageOnJoin(4, pages))).toEqual([false]);
  expect(numbersIn(await pageFor({ type: "history", before: 100 }, pages))).toEqual([
    1,
    2,
    3,
    false,
  ]);
  expect(numbersIn(await pageFor({ type: "history", before: 3 }, pages))).toEqual([1, 2, false]);
  expect(numbersIn(await pageFor({ type: "history", after: 2 }, pages))).toEqual([3, false]);
  expect(numbersIn(await pageFor({ type: "search", text: "tea" }, pages))).toEqual([
    1,
    2,
    3,
    false,
  ]);
  const older = { type: "search", text: "TEA", before: 2 } as const;
  expect(numbersIn(await pageFor(older, pages))).toEqual([1, false]);
});

const said = (number: number, text = "hello"): Message => ({
  number,
  time: "2026-11-22T09:30:00.000Z",
  from: "ada",
  text,
});

const numbersOf = (messages: readonly Message[]) => messages.map(({ number }) => number);

test("pageOf() takes so many messages, and tells whether there are more", () => {
  const three = [said(1), said(2), said(3)];
  expect(pageOf(three, 2)).toEqual({ messages: three.slice(0, 2), more: true });
  expect(pageOf(three, 3)).toEqual({ messages: three, more: false });
  expect(pageOf([], 3)).toEqual({ messages: [], more: false });
});

test("pageOf() shows the older first, also when it was filled from the newest on", () => {
  const { messages } = pageOf([said(3), said(2), said(1)], 2, { isNewestFirst: true });
  expect(numbersOf(messages)).toEqual([2, 3]);
});

test("pageOf() fills no page beyond 64 KiB of JSON, and leaves nothing out", () => {
  const anyText = fc.string({ unit: "binary", maxLength: 2_000 }).map((text) => text.repeat(40));
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 30 }), (texts) => {
      let left = texts.map((text, index) => said(index, text));
      const seen: number[] = [];
      while (left.length > 0) {
        const { messages, more } = pageOf(left, 100);
        const events = messages.map((message) => ({ type: "past", ...message }));
        const bytes = Buffer.byteLength(JSON.stringify(events));
        expect(messages.length === 1 || bytes <= MAX_PAGE_BYTES + 1).toBe(true);
        expect(more).toBe(messages.length < left.length);
        seen.push(...numbersOf(messages));
        left = left.slice(messages.length);
      }
      expect(seen).toEqual(texts.keys().toArray());
    }),
    { numRuns: 50 },
  );
});

test("pageOf() looks at no more messages than it needs", () => {
  let looked = 0;
  function* endless() {
    for (let number = 1; ; number++) {
      looked = number;
      yield said(number);
    }
  }
  expect(pageOf(endless(), 100).more).toBe(true);
  expect(looked).toBe(101);
});
