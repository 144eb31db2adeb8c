import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cutTornTail, isTorn } from "./repair-file.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "repair-file-"));
});

afterEach(() => rm(folder, { recursive: true }));

/** What is returned, and what is kept aside. */
async function cut(bytes: Buffer) {
  const reports: string[] = [];
  const path = join(folder, "names.csv");
  const whole = await cutTornTail(path, bytes, (what) => reports.push(what));
  const copy =
    /^the last line of names\.csv has no line end .*: moved to (names\.csv\.torn-\S+);/.exec(
      reports.join("\n"),
    );
  return { whole, torn: await readFile(join(folder, copy?.[1] ?? "")) };
}

test.each([
  ["a\nb", "a\n", "b"],
  ["torn", "", "torn"],
  ["a\r\n\nб", "a\r\n\n", "б"],
])("cutTornTail(%j) returns %j and keeps %j", async (text, whole, torn) => {
  expect(await cut(Buffer.from(text))).toEqual({
    whole: Buffer.from(whole),
    torn: Buffer.from(torn),
  });
});

test("cutTornTail() keeps a letter that was torn in two", async () => {
  const { whole, torn } = await cut(Buffer.from([0xff, 0x0a, 0xd0]));
  expect(whole).toEqual(Buffer.from([0xff, 0x0a]));
  expect(torn).toEqual(Buffer.from([0xd0]));
});

test("isTorn() is true for a file whose last line has no end", () => {
  expect(["", "\n", "a\n", "a", "a\nb"].map((text) => isTorn(Buffer.from(text)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
