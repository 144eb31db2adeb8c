import { expect, test } from "vitest";
import { renderChart } from "./chart.ts";
import type { Cell, Row } from "./summary.ts";

test("renderChart() names each server and its figure, and needs neither style nor script", () => {
  const svg = renderChart({
    rows: [rowOf("bare-net", 90_000), rowOf("lab-01", 85_000)],
    notes: [],
  });
  for (const text of ["bare-net", "90,000", "lab-01", "85,000", "<title>"]) {
    expect(svg).toContain(text);
  }
  expect(svg).not.toMatch(/<style|<script|class=|NaN/);
});

test("renderChart() draws a server without figures nowhere", () => {
  expect(renderChart({ rows: [rowOf("lab-01", Number.NaN)], notes: [] })).not.toContain("lab-01");
});

function rowOf(name: string, figure: number): Row {
  const cell: Cell = {
    figure,
    p99Us: 1,
    ratio: 1,
    thriftRatio: 1,
    serverBusy: 1,
    loadBusy: 1,
  };
  return {
    name,
    title: name,
    protocol: "raw",
    limit: "bare-net",
    cells: new Map([["crowd", cell]]),
    heavy: undefined,
  };
}
