import { expect, test } from "vitest";
import { renderPage } from "./page.ts";

const CONTESTANTS = [
  { name: "memcpy", title: "memcpy" },
  { name: "ours", title: "**ours**" },
];

test("renderPage() sets each round against the limit of the same round", () => {
  const samples = new Map([
    ["memcpy small-in-big", [100, 200, 400]],
    ["ours small-in-big", [50, 110, 200]],
  ]);
  const page = renderPage(CONTESTANTS, samples, "Node 24.", []);
  expect(page).toContain("| **ours** | 0.50 | – | – | – | – |");
  expect(page).toContain("| **ours** | 110 messages/s |");
  expect(page).not.toContain("Notes");
});

test("renderPage() shows what failed, and counts large bodies in bytes", () => {
  const samples = new Map([["ours large-in-big", [undefined, 1000]]]);
  const page = renderPage(CONTESTANTS, samples, "Node 24.", ["memcpy failed."]);
  expect(page).toContain("65.5 MB/s");
  expect(page).toContain("- memcpy failed.");
});
