import { describe, expect, test } from "vitest";
import { parseCpuSeconds } from "./kernel.ts";

describe("parseCpuSeconds()", () => {
  test("adds user and system time, also when the program's name holds spaces and brackets", () => {
    const stat = "42 (my (odd) name) S 1 42 42 0 -1 4194304 500 0 0 0 150 25 7 8 20 0 1 0 99 0";
    expect(parseCpuSeconds(stat)).toBe(1.75);
  });
});
