import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Lateness } from "./lateness.ts";

test("a grader that had to stand still was late since then, and not since later", async () => {
  const lateness = new Lateness();
  onTestFinished(() => lateness.stop());
  const before = performance.now();
  while (performance.now() - before < 150) {
    // Stands still, as when the machine is at work for others.
  }
  await nextTurn();
  expect(lateness.since(before)).toBe(true);
  expect(lateness.since(performance.now())).toBe(false);
});

test("what happens between two looks is found at the question", () => {
  const lateness = new Lateness();
  onTestFinished(() => lateness.stop());
  const before = performance.now();
  while (performance.now() - before < 150) {
    // No timer has its turn before the question.
  }
  expect(lateness.since(before)).toBe(true);
});
