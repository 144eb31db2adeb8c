import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../shared/temporary-folder.ts";
import type { Lab } from "./labs.ts";
import { readProgress, writeProgress } from "./progress.ts";

const root = temporaryFolder();
const lab: Lab = { number: "01", folder: "01-echo", name: "echo", title: "Echo", root };
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
])("readProgress() takes from the damaged file %j what is whole", (text, progress) => {
  writeFileSync(join(copy, ".progress.json"), text);
  expect(readProgress(lab)).toEqual(progress);
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
