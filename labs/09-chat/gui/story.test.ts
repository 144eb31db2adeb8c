import { expect, test } from "vitest";
import { Story } from "./story.ts";

const said = (number: number) => ({
  number,
  time: "2026-11-22T09:30:00.000Z",
  from: "ada",
  text: `${number}`,
});
const message = (number: number) => ({ type: "message" as const, ...said(number) });

test("Story tells again what a page must know, and how it stands last", () => {
  const story = new Story();
  story.note({ type: "state", state: "connecting" });
  story.note({ type: "fingerprint", fingerprint: "SHA256:abc", standing: "known" });
  story.note({ type: "state", state: "in" });
  story.note({ type: "entered", name: "ada" });
  story.note({ type: "members", names: ["ada"] });
  story.note(message(5));
  story.note({ type: "refused", reason: "No." });
  story.note({ type: "results", text: "a", messages: [], more: false });
  expect(story.retold()).toEqual([
    { type: "fingerprint", fingerprint: "SHA256:abc", standing: "known" },
    { type: "entered", name: "ada" },
    { type: "members", names: ["ada"] },
    message(5),
    { type: "past", messages: [], more: false },
    { type: "state", state: "in" },
  ]);
});

test("Story puts older messages where they belong, none of them twice", () => {
  const story = new Story();
  story.note({ type: "past", messages: [said(5), said(6)], more: true });
  story.note(message(9));
  story.note({ type: "past", messages: [said(1), said(2), said(5)], more: false });
  const numbers = story.retold().flatMap((told) => (told.type === "message" ? [told.number] : []));
  expect(numbers).toEqual([1, 2, 5, 6, 9]);
  expect(story.retold()).toContainEqual({ type: "past", messages: [], more: false });
});

test("Story tells how long it still is until the next attempt", () => {
  let now = 1_000;
  const story = new Story(() => now);
  story.note({ type: "state", state: "waiting", reason: "cut", retryInMs: 4_000 });
  now = 3_500;
  expect(story.retold().at(-1)).toEqual({
    type: "state",
    state: "waiting",
    reason: "cut",
    retryInMs: 1_500,
  });
  now = 9_000;
  expect(story.retold().at(-1)).toMatchObject({ retryInMs: 0 });
});

test("Story lets nobody in who is out", () => {
  const story = new Story();
  story.note({ type: "entered", name: "ada" });
  story.note({ type: "state", state: "ended", reason: "kicked" });
  expect(story.retold().map(({ type }) => type)).not.toContain("entered");
});

test.each([6_000, 30_000])(
  "Story keeps the newest of %i lines, and says that there are older ones",
  (count) => {
    const story = new Story();
    story.note({ type: "past", messages: [], more: false });
    for (let number = 1; number <= count; number++) story.note(message(number));
    const told = story.retold();
    const lines = told.filter(({ type }) => type === "message");
    expect(lines).toHaveLength(5_000);
    expect(lines.at(-1)).toEqual(message(count));
    expect(told).toContainEqual({ type: "past", messages: [], more: true });
    // The oldest that were asked for are forgotten first: they can be asked for again.
    story.note({ type: "past", messages: [said(1)], more: false });
    expect(story.retold()).toContainEqual({ type: "past", messages: [], more: true });
  },
);
