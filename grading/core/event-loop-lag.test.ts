import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { EventLoopLag } from "./event-loop-lag.ts";
import { standStill } from "./stand-still.ts";

test("a grader that had to stand still was late since then, and not since later", async () => {
  const eventLoopLag = new EventLoopLag();
  onTestFinished(() => eventLoopLag.stop());
  const before = performance.now();
  standStill(150);
  await nextTurn();
  expect(eventLoopLag.since(before)).toBe(true);
  expect(eventLoopLag.since(performance.now())).toBe(false);
});

test("what happens between two looks is found at the question", () => {
  const eventLoopLag = new EventLoopLag();
  onTestFinished(() => eventLoopLag.stop());
  const before = performance.now();
  standStill(150);
  expect(eventLoopLag.since(before)).toBe(true);
});
