import { expect, test } from "vitest";
import { timeOf } from "./show.ts";

test.each([
  [0.42, "0.4 ms"],
  [120, "120.0 ms"],
  [1_500, "1.5 s"],
  [90_000, "1.5 min"],
  [270_000_000, "3.1 days"],
])("timeOf(%d) is %s", (milliseconds, text) => {
  expect(timeOf(milliseconds)).toBe(text);
});
