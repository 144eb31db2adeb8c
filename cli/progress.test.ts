import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Lab } from "../course/labs.ts";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { readProgress, writeProgress } from "./progress.ts";

const root = temporaryFolder();
const lab: Lab = {
  number: "01",
  folder: "01-echo",
  copy: "01-echo",
  name: "echo",
  title: "Echo",
  root,
  parts: [],
};
const copy = join(root, "work/01-echo");
const NONE = { passed: [], score: 0, max: 0, hints: {} };
mkdirSync(copy, { recursive: true });

test("readProgress() reads what writeProgress() has kept", () => {
  const progress = { passed: ["01.1"], score: 3, max: 9, hints: { "01.2": 1 } };
  writeProgress(lab, progress);
  expect(readProgress(lab)).toEqual(progress);
});

test.each([
  ["", NONE],
  ["{", NONE],
  ["null", NONE],
  ["[1]", NONE],
  ['"text"', NONE],
  ['{"passed": 5, "score": "3", "max": null, "hints": null}', NONE],
  [
    '{"passed": ["01.1", 7], "max": 9, "hints": {"01.1": "x", "01.2": 2}}',
    {
      ...NONE,
      passed: ["01.1"],
      max: 9,
      hints: { "01.2": 2 },
    },
  ],
])(
  "readProgress() takes from the damaged file %j what is whole, keeps it aside and says so",
  (text, progress) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    writeFileSync(join(copy, ".progress.json"), text);
    expect(readProgress(lab)).toEqual(progress);
    expect(readProgress(lab)).toEqual(progress);
    const asides = readdirSync(copy).filter((name) => name.includes(".damaged-"));
    expect(asides.map((name) => readFileSync(join(copy, name), "utf8"))).toEqual([text]);
    expect(said.mock.calls).toEqual([
      [
        `Cannot read all of your progress in work/01-echo/.progress.json: the file is damaged, and is kept as ${asides[0]}; npm run lab 01 check finds your progress again`,
      ],
    ]);
    said.mockRestore();
    for (const name of asides) rmSync(join(copy, name));
  },
);

test("readProgress() reads a file that lacks a part, as an earlier version wrote it", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  writeFileSync(join(copy, ".progress.json"), '{"passed": ["01.1"], "later": 1}');
  expect(readProgress(lab)).toEqual({ ...NONE, passed: ["01.1"] });
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
});

test("readProgress() goes on when a folder stands in the place of the file", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  rmSync(join(copy, ".progress.json"));
  mkdirSync(join(copy, ".progress.json"));
  expect(readProgress(lab)).toEqual(NONE);
  expect(said.mock.calls).toHaveLength(1);
  said.mockRestore();
});

test("writeProgress() tells where it cannot, and lets the command go on", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  rmSync(copy, { recursive: true });
  writeProgress(lab, NONE);
  expect(said.mock.calls).toEqual([
    [
      "Cannot save your progress in work/01-echo: no such file or directory; your programs are not affected",
    ],
  ]);
  said.mockRestore();
});
