import { expect, test } from "vitest";
import { parseEvents } from "./messages.ts";

const time = "2026-11-22T09:30:00.000Z";
const message = { number: 58, time, from: "ada", text: "hello\nпривет" };

const parse = (events: unknown) => parseEvents(Buffer.from(JSON.stringify(events)));

test("parseEvents() reads each kind of event, in order, and nothing else in it", () => {
  const events = [
    { type: "here", name: "ada" },
    { type: "past", ...message, number: 41 },
    { type: "page", more: true },
    { type: "joined", name: "__proto__" },
    { type: "message", ...message },
    { type: "private", time, from: "ada", to: "bob", text: "psst" },
    { type: "accepted", id: "k3J9", number: 58 },
    { type: "accepted", id: "k3Ja" },
    { type: "refused", id: "k3Jb", reason: "no" },
    { type: "refused", reason: "no" },
    { type: "left", name: "bob" },
    { type: "notice", text: "soon" },
  ];
  expect(parse(events)).toEqual(events);
  expect(parse(events.map((event) => ({ ...event, more: event.more ?? 1 })).slice(0, 2))).toEqual(
    events.slice(0, 2),
  );
  expect(parse([])).toEqual([]);
});

test.each([
  {},
  null,
  ["here"],
  [[]],
  [{ type: "here" }],
  [{ type: "here", name: 7 }],
  [{ type: "dance", name: "ada" }],
  [{ name: "ada" }],
  [{ type: "page", more: "yes" }],
  [{ type: "accepted" }],
  [{ type: "accepted", id: "1", number: "58" }],
  [{ type: "refused", id: 1, reason: "no" }],
  [{ type: "message", ...message, number: 1.5 }],
  [{ type: "message", ...message, number: -1 }],
  [{ type: "message", ...message, time: "today" }],
  [{ type: "message", ...message, time: "2026-99-99T09:30:00.000Z" }],
  [{ type: "past", ...message, text: undefined }],
  [{ type: "private", time, from: "ada", text: "psst" }],
])("parseEvents() refuses %j", (events) => {
  expect(() => parse(events)).toThrow(expect.objectContaining({ name: "ProtocolError" }));
});

test("parseEvents() refuses what is no JSON in UTF-8", () => {
  expect(() => parseEvents(Buffer.from('[{"type":"here"'))).toThrow("understood");
  const body = Buffer.from('[{"type":"here","name":"\xff"}]', "latin1");
  expect(() => parseEvents(body)).toThrow("understood");
});

test("parseEvents() leaves out of a text what is invisible or turns it round", () => {
  const text = "no\u202e\u200b!\u2028* bob has left";
  expect(parse([{ type: "notice", text }])).toEqual([
    { type: "notice", text: "no!\n* bob has left" },
  ]);
  expect(parse([{ type: "past", ...message, text }])).toMatchObject([
    { text: "no!\n* bob has left" },
  ]);
});
