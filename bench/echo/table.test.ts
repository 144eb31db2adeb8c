import { describe, expect, test } from "vitest";
import type { Cell, Row, Summary } from "./summary.ts";
import { renderResults } from "./table.ts";

const CIRCUMSTANCES = "Node 24.21.0, 2026-01-31, 2 processors (some model)";

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
