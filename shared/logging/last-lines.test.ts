import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { isTorn, lastLines } from "./last-lines.ts";

const path = join(temporaryFolder(), "some.log");

test.each([
  ["a\nb\nc\n", 2, ["b", "c"]],
  ["a\nb\nc\n", 3, ["a", "b", "c"]],
  ["a\nb\nc\n", 9, ["a", "b", "c"]],
  ["a\nb\nto", 2, ["b", "to"]],
  ["\n\n", 5, ["", ""]],
  ["", 5, []],
])("lastLines() of %j, %i at most, is %j", async (text, count, expected) => {
  await writeFile(path, text);
  expect(await lastLines(path, count)).toEqual(expected);
});

test("lastLines() finds lines that are longer than a block, and letters that a block cuts", async () => {
  const lines = ["first", "п".repeat(100_000), "", "я".repeat(40_001), "last"];
  await writeFile(path, `${lines.join("\n")}\n`);
  for (let count = 1; count <= 5; count++) {
    expect(await lastLines(path, count)).toEqual(lines.slice(-count));
  }
});

test("lastLines() reads the end only of a large file", async () => {
  await writeFile(path, `${"x".repeat(99)}\n`.repeat(500_000));
  const before = process.memoryUsage().arrayBuffers;
  expect(await lastLines(path, 3)).toHaveLength(3);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test("lastLines() throws the system's error when there is no file", async () => {
  await expect(lastLines(`${path}.absent`, 3)).rejects.toMatchObject({ code: "ENOENT" });
});

test.each([
  ["", false],
  ["a\n", false],
  ["a\nb", true],
])("isTorn() of %j is %s", async (text, expected) => {
  await writeFile(path, text);
  expect(await isTorn(path)).toBe(expected);
});
