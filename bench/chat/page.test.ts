import { describe, expect, test } from "vitest";
import type { RunResult } from "./load/job.ts";
import { type Results, renderPage } from "./page.ts";
import { RoomSamples } from "./room-samples.ts";

const RUN: RunResult = {
  deliveries: 1000,
  seconds: 0.5,
  p50Us: 140,
  p99Us: 2500,
  reachP50Us: 200,
  reachP99Us: 3000,
  serverBusy: 0.5,
  loadBusy: 0.98,
};

describe("renderPage()", () => {
  test("sets each figure against the limit, and says who was busy", () => {
    const samples = new RoomSamples();
    samples.addRun("relay", "all", 10, RUN);
    samples.addRun("ours", "all", 10, { ...RUN, deliveries: 500 });
    const page = renderPage({ ...EMPTY, samples });
    expect(page).toContain("| the limit | 2,000 |");
    expect(page).toContain("| ours | 1,000 (0.50) |");
    expect(page).toContain("| ours | 140 µs, 2.50 ms |");
    expect(page).toContain("| ours | – | – | 2.00 (0.50) |");
    expect(page).toContain("| ours | – / – | – / – | 50 / 98 |");
  });

  test("takes the median of the rounds", () => {
    const samples = new RoomSamples();
    for (const deliveries of [100, 900, 300]) {
      samples.addRun("relay", "all", 10, { ...RUN, deliveries });
    }
    expect(renderPage({ ...EMPTY, samples })).toContain("| the limit | 600 |");
  });

  test("tells what each member more weighs", () => {
    const samples = new RoomSamples();
    samples.addMemory("ours", 10, 50_000_000);
    samples.addMemory("ours", 110, 50_000_000 + 100 * 1024 * 20);
    const page = renderPage({ ...EMPTY, samples, sizes: [10, 110] });
    expect(page).toContain("| ours | 50.0 MB | 52.0 MB | 20.0 KiB |");
  });

  test("tells what became of the member that reads nothing", () => {
    const drops = [{ afterMs: 2000, reason: "you read too slowly" }, {}];
    const slowReader = { without: [RUN], with: [{ ...RUN, p99Us: 5000 }], drops };
    const page = renderPage({ ...EMPTY, slowReader });
    expect(page).toContain("is 2.00 times that without");
    expect(page).toContain("dropped 1 of 2 times, 2.00 s after");
    expect(page).toContain('"you read too slowly"');
  });

  test("has neither empty sections nor figures that are none", () => {
    const page = renderPage({ ...EMPTY, contestants: [] });
    expect(page).not.toMatch(/NaN|undefined|\n\n\n|##/);
    expect(renderPage({ ...EMPTY, notes: ["a note."] })).toContain("## Notes\n\n- a note.\n");
  });
});

const EMPTY: Results = {
  contestants: [
    { name: "relay", title: "the limit" },
    { name: "ours", title: "ours" },
  ],
  sizes: [10],
  samples: new RoomSamples(),
  seals: undefined,
  entries: undefined,
  entriesTls: undefined,
  slowReader: undefined,
  circumstances: "Node 24.",
  notes: [],
};
