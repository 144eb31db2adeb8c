import { expect, test } from "vitest";
import { placesIn } from "./long-functions.ts";

test("placesIn() names file, line and length from the linter's report, tests left out", () => {
  const found = (path: string) => ({
    message: "This function has too many lines (64). Maximum allowed is 60.",
    location: { path, start: { line: 41 } },
  });
  const report = { diagnostics: [found("cli\\lab.ts"), found("cli/lab.test.ts")] };
  expect(placesIn(JSON.stringify(report))).toEqual(["cli/lab.ts:41: 64 lines"]);
});
