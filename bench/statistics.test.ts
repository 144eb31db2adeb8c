import { describe, expect, test } from "vitest";
import { median, medianRatio, percentile } from "./statistics.ts";

describe("median()", () => {
  test("takes the middle of an odd count, whatever the order", () => {
    expect(median([9, 1, 10])).toBe(9);
  });

  test("takes the mean of the two middle values of an even count", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test("is NaN of nothing", () => {
    expect(median([])).toBeNaN();
  });
});

describe("percentile()", () => {
  const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1);

  test("takes the nearest rank", () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
  });

  test("takes the smallest for 0", () => {
    expect(percentile(hundred, 0)).toBe(1);
  });

  test("takes the only sample for every percentage", () => {
    expect(percentile([7], 1)).toBe(7);
    expect(percentile([7], 99)).toBe(7);
  });

  test("is NaN of nothing", () => {
    expect(percentile([], 50)).toBeNaN();
  });
});

describe("medianRatio()", () => {
  test("compares round by round, so that a drift of the machine cancels out", () => {
    expect(medianRatio([90, 45, 180], [100, 50, 200])).toBeCloseTo(0.9);
  });

  test("leaves out a round in which one of the two is missing", () => {
    expect(medianRatio([90, 1000, undefined], [100, undefined, 100])).toBeCloseTo(0.9);
  });
});
