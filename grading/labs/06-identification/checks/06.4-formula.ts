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
    async (context) => {
      const server = await context.server();
      const network = ownNetwork(context);
      const names = ['=HYPERLINK("http://x.test")', "+1", "-1, or 1", "@SUM(A1)", "'quoted'"];
      for (const [at, name] of names.entries()) {
        const address = `${network}.${at + 1}`;
        await meet(context, server, address, name, ODD_NAME);
        await expectRow(context, server, [address, `'${name}`], FORMULA);
        await expectKnown(
          context,
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
    async (context) => {
      const server = await context.server();
      const address = `${ownNetwork(context)}.7`;
      await meet(context, server, address, "C:\\new\\", ODD_NAME);
      const cause =
        "A backslash begins an escape in the file. One that belongs to the name is written as two: else reading makes a line end of its `\\n`.";
      await expectRow(context, server, [address, "C:\\\\new\\\\"], cause);
    },
  ),
];

const FORMULA =
  "A spreadsheet runs a cell that begins with = + - or @. A ' in front makes it text, and one in front of a ' keeps that apart from the guard.";
