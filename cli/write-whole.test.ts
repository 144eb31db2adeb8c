import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../shared/testing/full-disk.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { writeWhole } from "./write-whole.ts";

const folder = temporaryFolder();

test("writeWhole() puts the new text in the place of the old one", () => {
  const file = join(folder, "a.json");
  writeFileSync(file, "old");
  writeWhole(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

test.skipIf(!canFillDisk)("writeWhole() leaves the old file when the disk is full", async () => {
  const file = join(folder, "a.json");
  writeFileSync(file, "old");
  await onFullDisk(10, async () => {
    expect(() => writeWhole(file, "x".repeat(100))).toThrow("EFBIG");
  });
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

test.skipIf(process.platform === "win32")("writeWhole() writes through a device", () => {
  writeWhole("/dev/null", "text");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});
