/** Exercise 06.5: what was guarded in the file is read back as it was. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import { tellFile } from "../../../core/data-file.ts";
import { expectKnown, HEADER, ownNetwork, startOn } from "./helpers.ts";
import { KEPT } from "./titles.ts";

export const readBackChecks = [
  check(
    "06.5",
    "what stands guarded in the file is read back",
    { points: 2, needs: [KEPT], rule: "Each record is one line" },
    async (context) => {
      const data = context.dataFolder();
      const network = ownNetwork(context);
      const cases = [
        ["'=1+1", "=1+1", "The guard is no part of the name."],
        ["''quoted'", "'quoted'", "One `'` is the guard, the next belongs to the name."],
        ["C:\\\\new", "C:\\new", "`\\\\` is one backslash; what follows it is no escape any more."],
        ["Jos\\u00e9", "José", "`\\u00e9` is the letter with that number."],
        ['"\'-1, or ""1"""', '-1, or "1"', "First the quotes of CSV come off, then the guard."],
      ] as const;
      const lines = cases.map(([cell], at) => `${network}.${at + 1},${cell}\n`);
      writeFileSync(join(data, "names.csv"), HEADER + lines.join(""));
      tellFile(context, join(data, "names.csv"));
      const server = await startOn(context, data, "Every line of it is as The wire says.");
      for (const [at, [, name, cause]] of cases.entries()) {
        await expectKnown(context, server, `${network}.${at + 1}`, name, cause);
      }
    },
  ),
];
