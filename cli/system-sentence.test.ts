import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canFillDisk, onFullDisk } from "../shared/testing/full-disk.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { systemSentence } from "./system-sentence.ts";

const folder = temporaryFolder();

function sentenceOf(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    return systemSentence(error as Error);
  }
  throw new Error("the work did not fail");
}

test("systemSentence() says what failed, why, and what to do", () => {
  const file = join(folder, "none");
  expect(sentenceOf(() => readFileSync(file))).toBe(
    `Cannot open ${file}: no such file or directory; check that it exists`,
  );
  expect(sentenceOf(() => mkdtempSync(join(file, "x-")))).toBe(
    `Cannot create a folder in ${file}: no such file or directory; set TMPDIR to a folder that you can write to`,
  );
  expect(sentenceOf(() => mkdirSync(join(file, "a")))).toBe(
    `Cannot create a folder in ${file}: no such file or directory; check that it exists`,
  );
  expect(sentenceOf(() => mkdirSync(folder))).toBe(
    `Cannot create ${folder}: file already exists; check it and run this again`,
  );
});

test.skipIf(!canFillDisk)(
  "systemSentence() has a sentence for a disk that takes no more",
  async () => {
    await onFullDisk(10, async () => {
      expect(sentenceOf(() => writeFileSync(join(folder, "a"), "x".repeat(99)))).toBe(
        "Cannot write a file: file too large; raise the limit on the size of files (ulimit -f) and run this again",
      );
    });
  },
);

test("systemSentence() leaves our own faults alone", () => {
  expect(systemSentence(new TypeError("x is not a function"))).toBeUndefined();
  expect(sentenceOf(() => readFileSync("a\0b"))).toBeUndefined();
});
