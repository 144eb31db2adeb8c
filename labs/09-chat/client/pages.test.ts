import { expect, test } from "vitest";
import type { Message } from "../protocol/messages.ts";
import { Pages } from "./pages.ts";

function message(number: number): Message {
  return { number, time: "2026-11-22T09:30:00.000Z", from: "ada", text: `text ${number}` };
}

test("Pages hands each page on as a whole, in the order of the questions", () => {
  const pages = new Pages();
  pages.ask({ kind: "join" });
  pages.ask({ kind: "search", request: { type: "search", text: "x" } });
  pages.add(message(1));
  pages.add(message(2));
  expect(pages.finish(true)).toEqual({
    kind: "join",
    messages: [message(1), message(2)],
    more: true,
  });
  expect(pages.size).toBe(1);
  expect(pages.finish(false)).toEqual({ kind: "search", messages: [], more: false });
});

test("Pages refuses a page that nobody has asked for, and one without end", () => {
  const pages = new Pages();
  expect(() => pages.add(message(1))).toThrow("nobody has asked");
  expect(() => pages.finish(false)).toThrow("nobody has asked");
  pages.ask({ kind: "older" });
  for (let number = 1; number <= 100; number++) pages.add(message(number));
  expect(() => pages.add(message(101))).toThrow("more than 100");
});

test("connectionLost() forgets half a page, and returns what somebody still wants to see", () => {
  const pages = new Pages();
  const search = { kind: "search", request: { type: "search", text: "x" } } as const;
  pages.ask({ kind: "catch-up" });
  pages.ask(search);
  pages.add(message(1));
  expect(pages.connectionLost()).toEqual([search]);
  expect(pages.size).toBe(0);
  pages.ask(search);
  expect(pages.finish(false).messages).toEqual([]);
});

test("refuse() ends the page that was next", () => {
  const pages = new Pages();
  pages.ask({ kind: "older" });
  expect(pages.refuse()).toEqual({ kind: "older" });
  expect(pages.refuse()).toBeUndefined();
});
