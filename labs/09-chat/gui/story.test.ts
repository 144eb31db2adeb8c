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

test("Story forgets what is not under way any more", () => {
  const story = new Story();
  for (const id of ["a", "b", "c"]) story.note({ type: "pending", id, text: id });
  story.note({ type: "acknowledged", id: "a" });
  story.note({ type: "not-taken", id: "b", reason: "too long" });
  const pending = story.retold().filter(({ type }) => type === "pending");
  expect(pending).toEqual([{ type: "pending", id: "c", text: "c" }]);
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

test("Story keeps the newest lines, however many there were", () => {
  const story = new Story();
  for (let number = 1; number <= 30_000; number++) story.note(message(number));
  const lines = story.retold().filter(({ type }) => type === "message");
  expect(lines).toHaveLength(5_000);
  expect(lines.at(-1)).toEqual(message(30_000));
});
