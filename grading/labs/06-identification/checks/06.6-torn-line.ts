/** Exercise 06.6: a line that a crash has torn is kept aside. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../core/check.ts";
import { tellFile } from "../../../core/data-file.ts";
import {
  expectKeptAside,
  expectKnown,
  expectRow,
  HEADER,
  meet,
  ownNetwork,
  plainName,
  startOn,
} from "./helpers.ts";
import { KEPT } from "./titles.ts";

/** Bytes that end in the middle of a letter: the tear goes where it likes. */
const TORN_NAME = Buffer.from("Влад").subarray(0, 7);

export const tornLineChecks = [
  check(
    "06.6",
    "a torn last line is moved aside",
    { points: 2, needs: [KEPT], rule: "At the start, the names in the file are known" },
    async (context) => {
      const data = context.dataFolder();
      const network = ownNetwork(context);
      const name = plainName(context);
      const torn = Buffer.concat([Buffer.from(`${network}.2,`), TORN_NAME]);
      writeFileSync(join(data, "names.csv"), `${HEADER}${network}.1,${name}\n`);
      appendFileSync(join(data, "names.csv"), torn);
      tellFile(context, join(data, "names.csv"));
      const first = await startOn(context, data, TORN);
      await expectKnown(context, first, `${network}.1`, name, TORN);
      await meet(context, first, `${network}.2`, name, TORN);
      await meet(context, first, `${network}.3`, name);
      await expectRow(context, first, [`${network}.2`, name], TORN);
      await expectRow(context, first, [`${network}.3`, name], TORN);
      expectKeptAside(data, torn, "the torn line");
    },
  ),

  check(
    "06.6",
    "a torn first line is no trouble",
    { needs: [KEPT], rule: "At the start, the names in the file are known" },
    async (context) => {
      const data = context.dataFolder();
      writeFileSync(join(data, "names.csv"), "addr");
      const server = await startOn(context, data, TORN);
      const address = `${ownNetwork(context)}.7`;
      const name = plainName(context);
      await meet(context, server, address, name);
      await expectRow(context, server, [address, name], TORN);
    },
  ),
];

const TORN =
  "The last line has no line end: a crash tore it. What is written behind it is glued to it. Move it into another file first, then begin.";
