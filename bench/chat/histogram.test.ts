import { describe, expect, test } from "vitest";
import { percentile } from "../statistics.ts";
import { Histogram } from "./histogram.ts";

describe("Histogram", () => {
  test("tells the same percentiles as all times sorted, to one percent", () => {
    const times = Array.from({ length: 5000 }, (_, index) => 3 + index ** 2 / 7);
    const histogram = new Histogram();
    for (const time of times) histogram.add(time);
    for (const percent of [1, 50, 90, 99, 100]) {
      const exact = percentile(times, percent);
      expect(Math.abs(histogram.percentile(percent) / exact - 1)).toBeLessThan(0.011);
    }
    expect(histogram.count).toBe(5000);
  });

  test("takes what is too short or too long for its boxes into the nearest one", () => {
    const histogram = new Histogram();
    histogram.add(0);
    expect(histogram.percentile(50)).toBeCloseTo(1, 1);
    histogram.add(1e12);
    expect(histogram.percentile(100)).toBeGreaterThan(1e9);
  });

  test("is NaN of nothing", () => {
    expect(new Histogram().percentile(50)).toBeNaN();
  });
});
