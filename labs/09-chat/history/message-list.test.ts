import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "../protocol/messages.ts";
import { MessageList } from "./message-list.ts";
import type { Page } from "./pages.ts";

const said = (number: number, text = "hello"): Message => ({
  number,
  time: "2026-11-22T09:30:00.000Z",
  from: "ada",
  text,
});

/** Messages with these numbers, or texts that are counted from 1. */
function listOf(messages: readonly (number | string)[], limits = {}): MessageList {
  const list = new MessageList(limits);
  for (const [index, message] of messages.entries()) {
    list.add(typeof message === "number" ? said(message) : said(index + 1, message));
  }
  return list;
}

const numbersIn = ({ messages }: Page) => messages.map(({ number }) => number);

test("MessageList leafs back and forth, though numbers are left out", () => {
  const list = listOf([1, 2, 5, 8, 9]);
  expect(list.before(10, 2)).toEqual({ messages: [said(8), said(9)], more: true });
  expect(list.before(8, 9)).toEqual({ messages: [said(1), said(2), said(5)], more: false });
  expect(list.before(7, 1)).toEqual({ messages: [said(5)], more: true });
  expect(list.before(1, 9)).toEqual({ messages: [], more: false });
  expect(list.after(2, 2)).toEqual({ messages: [said(5), said(8)], more: true });
  expect(list.after(0, 9)).toMatchObject({ more: false });
  expect(numbersIn(list.after(3, 9))).toEqual([5, 8, 9]);
  expect(list.after(9, 9)).toEqual({ messages: [], more: false });
});

test("MessageList has no last message before the first one, and after it was cleared", () => {
  const list = new MessageList();
  expect(list.before(99, 9)).toEqual({ messages: [], more: false });
  list.add(said(7));
  list.clear();
  expect(list.after(0, 9)).toEqual({ messages: [], more: false });
});

test("MessageList gives each message once, whatever pages are asked for", () => {
  const anyNumbers = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 80 });
  const anyCounts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
  fc.assert(
    fc.property(anyNumbers, anyCounts, (unsorted, counts) => {
      const numbers = unsorted.toSorted((one, other) => one - other);
      const list = listOf(numbers);
      const [forth, back]: number[][] = [[], []];
      for (let turn = 0, after = 0, before = 501, more = true; more; turn++) {
        const count = counts[turn % counts.length] ?? 1;
        const [next, previous] = [list.after(after, count), list.before(before, count)];
        forth?.push(...numbersIn(next));
        back?.unshift(...numbersIn(previous));
        after = next.messages.at(-1)?.number ?? after;
        before = previous.messages[0]?.number ?? before;
        expect(next.more).toBe(previous.more);
        more = next.more;
      }
      expect([forth, back]).toEqual([numbers, numbers]);
    }),
  );
});

test("MessageList keeps the latest, by their count", () => {
  const list = new MessageList({ maxMessages: 10 });
  for (let number = 1; number <= 20_000; number++) list.add(said(number));
  expect(numbersIn(list.before(30_000, 99))).toEqual(
    [...Array(10).keys()].map((at) => 19_991 + at),
  );
  expect(numbersIn(list.after(0, 3))).toEqual([19_991, 19_992, 19_993]);
});

test("MessageList keeps 100,000 messages", () => {
  const list = new MessageList();
  for (let number = 1; number <= 100_002; number++) list.add(said(number));
  expect(numbersIn(list.after(0, 1))).toEqual([3]);
});

test("MessageList keeps the latest, by the length of their texts, and the last one in any case", () => {
  const list = listOf(["aaaa", "bbbb", "cccc", "dd"], { maxUnits: 10 });
  expect(numbersIn(list.after(0, 9))).toEqual([2, 3, 4]);
  list.add(said(5, "e".repeat(99)));
  expect(numbersIn(list.after(0, 9))).toEqual([5]);
});

test("MessageList.search() finds a text in large and small letters, the newest first", async () => {
  const list = listOf(["Lunch?", "no", "lunch!", "ЛАНЧ", "(lunch|no)*", "late lunch"]);
  expect(numbersIn(await list.search("LUNCH", 99, 9))).toEqual([1, 3, 5, 6]);
  expect(await list.search("lunch", 99, 2)).toMatchObject({
    messages: [{ number: 5 }, { number: 6 }],
    more: true,
  });
  expect(numbersIn(await list.search("lunch", 5, 9))).toEqual([1, 3]);
  expect(numbersIn(await list.search("ланч", 99, 9))).toEqual([4]);
});

test("MessageList.search() takes every sign for itself", async () => {
  const texts = ["a.c", "abc", ".*", "\\", "[x]", "a\nb", "^$", "😀", "-/-"];
  const list = listOf(texts);
  for (const [index, text] of texts.entries()) {
    expect(numbersIn(await list.search(text, 99, 9)), text).toEqual([index + 1]);
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", minLength: 1 }), async (text) => {
      const found = await listOf([`x${text}x`, "other"]).search(text, 9, 9);
      expect(numbersIn(found)).toContain(1);
    }),
  );
});

test("MessageList.search() lets others work, and messages come and go meanwhile", async () => {
  const list = new MessageList({ maxMessages: 50, sliceMs: 0 });
  for (let number = 1; number <= 50; number++) list.add(said(number, "aa"));
  const searching = list.search("ab", 100, 9);
  const second = list.search("a", 100, 1);
  let turns = 0;
  let isOver = false;
  void searching.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
    if (turns === 2) list.add(said(51, "ab"));
  }
  expect(turns).toBeGreaterThan(20);
  expect(await searching).toEqual({ messages: [], more: false });
  expect(numbersIn(await second)).toEqual([51]);
});

test("MessageList.search() lets each owner have one search at a time, and all their slices in turn", async () => {
  const list = new MessageList({ sliceMs: 0 });
  for (let number = 1; number <= 50; number++) list.add(said(number));
  const ended: string[] = [];
  const search = async (owner: string, text: string, name: string) => {
    await list.search(text, 99, 1, { owner });
    ended.push(name);
  };
  await Promise.all([
    search("ada", "nowhere", "ada's first"),
    search("ada", "hello", "ada's second"),
    search("bob", "hello", "bob's"),
  ]);
  expect(ended).toEqual(["bob's", "ada's first", "ada's second"]);
});

test("MessageList.search() ends when nobody waits for it, and the next one goes on", async () => {
  const list = new MessageList({ sliceMs: 0 });
  for (let number = 1; number <= 50; number++) list.add(said(number));
  const leaving = new AbortController();
  const searching = list.search("nowhere", 99, 1, { owner: "ada", signal: leaving.signal });
  const next = list.search("hello", 99, 1, { owner: "ada" });
  leaving.abort(new Error("left"));
  await expect(searching).rejects.toThrow("left");
  expect(numbersIn(await next)).toEqual([50]);
});
