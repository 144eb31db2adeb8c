import { expect, onTestFinished, test } from "vitest";
import { deadlineMs, setPace } from "./pace.ts";

test.each([
  { startMs: 0, deadline: 3_000 },
  { startMs: 160, deadline: 4_000 },
  { startMs: 161, deadline: 4_100 },
  { startMs: 1_000, deadline: 8_000 },
])("a start of $startMs ms allows waits of $deadline ms", ({ startMs, deadline }) => {
  onTestFinished(() => setPace(0));
  setPace(startMs);
  expect(deadlineMs()).toBe(deadline);
});
