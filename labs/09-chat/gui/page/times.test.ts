import { expect, test } from "vitest";
import { hueClass } from "./names.ts";
import { dayTitle } from "./times.ts";

test("dayTitle() says today, yesterday, or the date, with the year if it is another one", () => {
  const now = new Date("2026-03-01T12:00:00");
  const titleOf = (local: string) => dayTitle(new Date(local).toISOString(), now);
  expect(titleOf("2026-03-01T00:00:00")).toBe("Today");
  expect(titleOf("2026-02-28T23:59:59")).toBe("Yesterday");
  expect(titleOf("2026-02-27T23:59:59")).toMatch(/27/);
  expect(titleOf("2026-02-27T12:00:00")).not.toMatch(/2026/);
  expect(titleOf("2025-12-31T12:00:00")).toMatch(/2025/);
});

test("hueClass() is the same for the same name, in large letters, too", () => {
  expect(hueClass("Ada")).toBe(hueClass("ada"));
  expect(hueClass("Jose\u0301")).toBe(hueClass("jos\u00e9"));
  expect(new Set(["ada", "bob", "eve", "Grace", "李雷", "Zoë"].map(hueClass)).size).toBeGreaterThan(
    3,
  );
});
