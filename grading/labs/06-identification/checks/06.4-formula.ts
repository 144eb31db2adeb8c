/** Exercise 06.4: no cell of the file is a formula. */

import { check } from "../../../core/check.ts";
import { ODD_NAME } from "./causes.ts";
import { expectKnown, expectRow, meet, ownNetwork } from "./helpers.ts";
import { ODD } from "./titles.ts";

export const formulaChecks = [
  check(
    "06.4",
    "no name in the file is a formula",
    { points: 2, needs: [ODD], rule: "Each record is one line" },
    async (stage) => {
      const server = await stage.server();
      const network = ownNetwork(stage);
      const names = ['=HYPERLINK("http://x.test")', "+1", "-1, or 1", "@SUM(A1)", "'quoted'"];
      for (const [at, name] of names.entries()) {
        const address = `${network}.${at + 1}`;
        await meet(stage, server, address, name, ODD_NAME);
        await expectRow(stage, server, [address, `'${name}`], FORMULA);
        await expectKnown(
          stage,
          server,
          address,
          name,
          "The guard belongs to the file, not to the name.",
        );
      }
    },
  ),

  check(
    "06.4",
    "a backslash in a name is escaped",
    { needs: [ODD], rule: "Each record is one line" },
    async (stage) => {
      const server = await stage.server();
      const address = `${ownNetwork(stage)}.7`;
      await meet(stage, server, address, "C:\\new\\", ODD_NAME);
      const cause =
        "A backslash begins an escape in the file. One that belongs to the name is written as two: else reading makes a line end of its `\\n`.";
      await expectRow(stage, server, [address, "C:\\\\new\\\\"], cause);
    },
  ),
];

const FORMULA =
  "A spreadsheet runs a cell that begins with = + - or @. A ' in front makes it text, and one in front of a ' keeps that apart from the guard.";
