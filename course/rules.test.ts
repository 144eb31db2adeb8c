import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../shared/testing/temporary-folder.ts";
import { rulesOf, rulesOfLab, rulesWith } from "./rules.ts";

const PAGE = `# Lab

1. Echo before the wire.

## The wire

1. **Echo.** The server sends back
   every byte.
2. **The end.** It says \`exit\`.

   | event | line |
   |---|---|
   | gone | \`left\` |

### Limits

- A name is short.

A paragraph with a rule.

## Run it

1. Echo again.
`;

test("rulesWith() finds a rule by its words, with its number and its heading", () => {
  expect(rulesWith("Echo", rulesOf(PAGE))).toEqual([
    { heading: "The wire", number: 1, text: "Echo. The server sends back every byte." },
  ]);
  expect(rulesWith("gone | left", rulesOf(PAGE))).toMatchObject([{ number: 2 }]);
  expect(rulesWith("A name", rulesOf(PAGE))).toEqual([
    { heading: "Limits", text: "A name is short." },
  ]);
  expect(rulesWith("with a rule", rulesOf(PAGE))).toMatchObject([{ heading: "Limits" }]);
  expect(rulesWith("nothing of it", rulesOf(PAGE))).toEqual([]);
});

test("rulesOfLab() looks on every page of the lab, also for one of its parts", () => {
  const root = temporaryFolder();
  const folder = join(root, "labs/09-nine");
  mkdirSync(join(folder, "b-second"), { recursive: true });
  writeFileSync(join(folder, "README.md"), "# Map\n\n## The wire\n\nA map.\n");
  writeFileSync(join(folder, "b-second/README.md"), PAGE);
  const page = "labs/09-nine/b-second/README.md";
  for (const lab of ["09-nine", "09-nine/b-second", "09-nine/a-first"]) {
    expect(rulesWith("Echo", rulesOfLab({ folder: lab, root }))).toMatchObject([
      { page, number: 1 },
    ]);
  }
  expect(rulesWith("nothing of it", rulesOfLab({ folder: "09-nine", root }))).toEqual([]);
});
