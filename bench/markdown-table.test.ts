import { describe, expect, test } from "vitest";
import { duration, markdownTable, ratio, significant } from "./markdown-table.ts";

describe("markdownTable()", () => {
  test("aligns figures to the right", () => {
    expect(markdownTable(["Name", "Figure"], [["a", "1"]])).toBe(
      "| Name | Figure |\n| --- | ---: |\n| a | 1 |",
    );
  });

  test("is nothing without rows", () => {
    expect(markdownTable(["Name"], [])).toBe("");
  });
});

describe("significant()", () => {
  test.each([
    [63_321, "63,300"],
    [4_977_123, "4,980,000"],
    [139.4, "139"],
    [1.234, "1.23"],
    [Number.NaN, "–"],
  ])("writes %d as %s", (value, text) => {
    expect(significant(value)).toBe(text);
  });
});

describe("duration()", () => {
  test.each([
    [139.2, "139 µs"],
    [4210, "4.21 ms"],
    [1_200, "1.20 ms"],
    [1_350_000, "1.35 s"],
    [Number.NaN, "–"],
  ])("writes %d µs as %s", (value, text) => {
    expect(duration(value)).toBe(text);
  });
});

describe("ratio()", () => {
  test("has two places after the point", () => {
    expect(ratio(0.9)).toBe("0.90");
    expect(ratio(Number.NaN)).toBe("–");
  });
});
