import { expect, test } from "vitest";
import { renderChart } from "./chart.ts";
import { RoomSamples } from "./room-samples.ts";

test("renderChart() draws the largest room, and leaves out who was not measured there", () => {
  const samples = new RoomSamples();
  for (const members of [10, 500]) {
    samples.addRun("lab-09", "all", members, {
      deliveries: members * 100,
      seconds: 0.5,
      p50Us: 1,
      p99Us: 1,
      reachP50Us: 1,
      reachP99Us: 1,
      serverBusy: 0.5,
      loadBusy: 1,
    });
  }
  const svg = renderChart({
    contestants: [
      { name: "lab-09", title: "ours" },
      { name: "ngircd", title: "IRC" },
    ],
    sizes: [10, 500],
    samples,
    seals: undefined,
    entries: undefined,
    entriesTls: undefined,
    slowReader: undefined,
    circumstances: "",
    notes: [],
  });
  for (const text of ["lab-09", "100,000", "200,000", "500 members"]) expect(svg).toContain(text);
  expect(svg).not.toMatch(/ngircd|NaN|<script/);
});
