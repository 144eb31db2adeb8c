import { describe, expect, test } from "vitest";
import type { Cell, Row, Summary } from "./summary.ts";
import { duration, markdownTable, ratio, renderResults, significant } from "./table.ts";

const CIRCUMSTANCES = {
  node: "24.21.0",
  date: "2026-01-31",
  processors: "2 processors (some model)",
  seconds: 1,
  rounds: 5,
};

describe("renderResults()", () => {
  test("tells ratios before figures, and where and when they were measured", () => {
    const page = renderResults(SUMMARY, CIRCUMSTANCES);
    expect(page).toContain("Node 24.21.0, 2026-01-31, 2 processors (some model)");
    expect(page.indexOf("| **lab 01** | – | 0.93 |")).toBeGreaterThan(0);
    expect(page.indexOf("| **lab 01** | – | 63,300 messages/s (p99 1.20 ms) |")).toBeGreaterThan(
      page.indexOf("0.93"),
    );
  });

  test("shows a dash for what was not measured, and says why", () => {
    const page = renderResults(SUMMARY, CIRCUMSTANCES);
    expect(page).toContain("## Notes\n\n- socat is left out: it is not installed.\n");
    expect(page).not.toContain("NaN");
  });

  test("has no empty section", () => {
    const page = renderResults({ rows: [], notes: [] }, CIRCUMSTANCES);
    expect(page).not.toContain("Notes");
    expect(page).not.toMatch(/\n\n\n/);
  });
});

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

const CELL: Cell = {
  figure: 63_321,
  p99Us: 1_200,
  ratio: 0.934,
  thriftRatio: 0.95,
  serverBusy: 0.98,
  loadBusy: 0.6,
};

const LAB: Row = {
  name: "lab-01",
  title: "**lab 01**",
  protocol: "raw",
  limit: "bare-net",
  cells: new Map([["crowd", CELL]]),
  heavy: undefined,
};

const SUMMARY: Summary = { rows: [LAB], notes: ["socat is left out: it is not installed."] };
