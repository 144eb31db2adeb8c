import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../protocol/messages.ts";
import { MOST_PAGE_BYTES, pageOf } from "./page.ts";

const said = (number: number, text = "hello"): Message => ({
  number,
  time: "2026-11-22T09:30:00.000Z",
  from: "ada",
  text,
});

const numbersIn = (messages: readonly Message[]) => messages.map(({ number }) => number);

test("pageOf() takes so many messages, and tells whether there are more", () => {
  const three = [said(1), said(2), said(3)];
  expect(pageOf(three, 2)).toEqual({ messages: three.slice(0, 2), more: true });
  expect(pageOf(three, 3)).toEqual({ messages: three, more: false });
  expect(pageOf([], 3)).toEqual({ messages: [], more: false });
});

test("pageOf() shows the older first, also when it was filled from the newest on", () => {
  const { messages } = pageOf([said(3), said(2), said(1)], 2, { isNewestFirst: true });
  expect(numbersIn(messages)).toEqual([2, 3]);
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
        expect(messages.length === 1 || bytes <= MOST_PAGE_BYTES + 1).toBe(true);
        expect(more).toBe(messages.length < left.length);
        seen.push(...numbersIn(messages));
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
