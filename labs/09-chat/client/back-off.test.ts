import fc from "fast-check";
import { expect, test } from "vitest";
import { backOffMs } from "./back-off.ts";

test("backOffMs() doubles from half a second to half a minute", () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 7, 50, 5_000].map((attempt) => backOffMs(attempt, 1));
  expect(longest).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test("backOffMs() spreads the waits over the upper half", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.nat(100), random, (attempt, at) => {
      const wait = backOffMs(attempt, at);
      expect(wait).toBeGreaterThanOrEqual(backOffMs(attempt, 1) / 2);
      expect(wait).toBeLessThanOrEqual(backOffMs(attempt, 1));
    }),
  );
});
