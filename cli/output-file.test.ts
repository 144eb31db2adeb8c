import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../shared/testing/full-disk.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { requireWritable, writeOutput } from "./output-file.ts";

const folder = temporaryFolder();
mkdirSync(join(folder, "subfolder"));
writeFileSync(join(folder, "old.json"), "old");

const outputFile = (name: string) => ({ path: join(folder, name), flag: "--json" });

test.each([
  ["none/a.json", "there is no such folder"],
  ["subfolder", "it is a folder"],
  ["old.json/a.json", "a part of its path is not a folder"],
])("requireWritable() refuses %s in one sentence", (name, reason) => {
  const file = outputFile(name);
  const sentence = `Cannot write ${file.path}: ${reason}; choose another file with --json`;
  expect(() => requireWritable(file)).toThrow(sentence);
  expect(() => writeOutput(file, "new")).toThrow(sentence);
  expect(readdirSync(folder).sort()).toEqual(["old.json", "subfolder"]);
});

test("requireWritable() leaves everything as it was", () => {
  requireWritable(outputFile("old.json"));
  requireWritable(outputFile("new.json"));
  expect(readFileSync(join(folder, "old.json"), "utf8")).toBe("old");
  expect(readdirSync(folder).sort()).toEqual(["old.json", "subfolder"]);
});

test.skipIf(!canFillDisk)("writeOutput() writes the whole file or nothing", async () => {
  await onFullDisk(10, async () => {
    expect(() => writeOutput(outputFile("old.json"), "x".repeat(99))).toThrow(
      "old.json: file too large; choose another file with --json",
    );
  });
  expect(readFileSync(join(folder, "old.json"), "utf8")).toBe("old");
});

test.skipIf(!existsSync("/dev/full"))("writeOutput() leaves a device what it is", () => {
  const file = { path: "/dev/full", flag: "--json" };
  expect(() => writeOutput(file, "x")).toThrow("Cannot write /dev/full: no space left on device");
  expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
});
