import { expect, test } from "vitest";
import { ReplayBuffer } from "./replay-buffer.ts";

const said = (number: number) => ({
  number,
  time: "2026-11-22T09:30:00.000Z",
  from: "ada",
  text: `${number}`,
});
const message = (number: number) => ({ type: "message" as const, ...said(number) });

test("ReplayBuffer tells again what a page must know, and how it stands last", () => {
  const buffer = new ReplayBuffer();
  buffer.note({ type: "state", state: "connecting" });
  buffer.note({ type: "fingerprint", fingerprint: "SHA256:abc", standing: "known" });
  buffer.note({ type: "state", state: "in" });
  buffer.note({ type: "entered", name: "ada" });
  buffer.note({ type: "members", names: ["ada"] });
  buffer.note(message(5));
  buffer.note({ type: "refused", reason: "No." });
  buffer.note({ type: "results", text: "a", messages: [], more: false });
  expect(buffer.replay()).toEqual([
    { type: "fingerprint", fingerprint: "SHA256:abc", standing: "known" },
    { type: "entered", name: "ada" },
    { type: "members", names: ["ada"] },
    message(5),
    { type: "past", messages: [], more: false },
    { type: "state", state: "in" },
  ]);
});

test("ReplayBuffer puts older messages where they belong, none of them twice", () => {
  const buffer = new ReplayBuffer();
  buffer.note({ type: "past", messages: [said(5), said(6)], more: true });
  buffer.note(message(9));
  buffer.note({ type: "past", messages: [said(1), said(2), said(5)], more: false });
  const numbers = buffer.replay().flatMap((told) => (told.type === "message" ? [told.number] : []));
  expect(numbers).toEqual([1, 2, 5, 6, 9]);
  expect(buffer.replay()).toContainEqual({ type: "past", messages: [], more: false });
});

test("ReplayBuffer tells how long it still is until the next attempt", () => {
  let now = 1_000;
  const buffer = new ReplayBuffer(() => now);
  buffer.note({ type: "state", state: "waiting", reason: "cut", retryInMs: 4_000 });
  now = 3_500;
  expect(buffer.replay().at(-1)).toEqual({
    type: "state",
    state: "waiting",
    reason: "cut",
    retryInMs: 1_500,
  });
  now = 9_000;
  expect(buffer.replay().at(-1)).toMatchObject({ retryInMs: 0 });
});

test("ReplayBuffer lets nobody in who is out", () => {
  const buffer = new ReplayBuffer();
  buffer.note({ type: "entered", name: "ada" });
  buffer.note({ type: "state", state: "ended", reason: "kicked" });
  expect(buffer.replay().map(({ type }) => type)).not.toContain("entered");
});

test.each([6_000, 30_000])(
  "ReplayBuffer keeps the newest of %i lines, and says that there are older ones",
  (count) => {
    const buffer = new ReplayBuffer();
    buffer.note({ type: "past", messages: [], more: false });
    for (let number = 1; number <= count; number++) buffer.note(message(number));
    const told = buffer.replay();
    const lines = told.filter(({ type }) => type === "message");
    expect(lines).toHaveLength(5_000);
    expect(lines.at(-1)).toEqual(message(count));
    expect(told).toContainEqual({ type: "past", messages: [], more: true });
    // The oldest that were asked for are forgotten first: they can be asked for again.
    buffer.note({ type: "past", messages: [said(1)], more: false });
    expect(buffer.replay()).toContainEqual({ type: "past", messages: [], more: true });
  },
);
