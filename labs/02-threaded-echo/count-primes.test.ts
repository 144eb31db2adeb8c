import { expect, test } from "vitest";
import { countPrimes } from "./count-primes.ts";

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 2],
  [4, 2],
  [10, 4],
  [97, 25],
  [10_000, 1_229],
])("countPrimes(%i) is %i", (limit, count) => {
  expect(countPrimes(limit)).toBe(count);
});
