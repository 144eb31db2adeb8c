import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Lateness } from "./lateness.ts";
import { standStill } from "./stand-still.ts";

test("a grader that had to stand still was late since then, and not since later", async () => {
  const lateness = new Lateness();
  onTestFinished(() => lateness.stop());
  const before = performance.now();
  standStill(150);
  await nextTurn();
  expect(lateness.since(before)).toBe(true);
  expect(lateness.since(performance.now())).toBe(false);
});

test("what happens between two looks is found at the question", () => {
  const lateness = new Lateness();
  onTestFinished(() => lateness.stop());
  const before = performance.now();
  standStill(150);
  expect(lateness.since(before)).toBe(true);
});
