import { expect, test } from "vitest";
import { describeHostility } from "./hostility.ts";

test("describeHostility() is a sentence for a story", () => {
  expect(describeHostility({ split: 1 })).toBe("cuts every chunk into single bytes");
  expect(describeHostility({ join: true, split: 3, delayMs: 20 })).toBe(
    "joins what comes until the flow pauses, cuts every chunk into pieces of 3 bytes, delivers everything 20 ms later",
  );
  expect(describeHostility({ dropAfter: 1, resetAfter: 7 })).toBe(
    "falls silent after 1 byte, resets both sides after 7 bytes",
  );
  expect(describeHostility({})).toBe("passes everything on as it comes");
});
