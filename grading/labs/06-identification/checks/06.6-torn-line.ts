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
    async (stage) => {
      const data = stage.dataFolder();
      const network = ownNetwork(stage);
      const name = plainName(stage);
      const torn = Buffer.concat([Buffer.from(`${network}.2,`), TORN_NAME]);
      writeFileSync(join(data, "names.csv"), `${HEADER}${network}.1,${name}\n`);
      appendFileSync(join(data, "names.csv"), torn);
      tellFile(stage, join(data, "names.csv"));
      const first = await startOn(stage, data, TORN);
      await expectKnown(stage, first, `${network}.1`, name, TORN);
      await meet(stage, first, `${network}.2`, name, TORN);
      await meet(stage, first, `${network}.3`, name);
      await expectRow(stage, first, [`${network}.2`, name], TORN);
      await expectRow(stage, first, [`${network}.3`, name], TORN);
      expectKeptAside(data, torn, "the torn line");
    },
  ),

  check(
    "06.6",
    "a torn first line is no trouble",
    { needs: [KEPT], rule: "At the start, the names in the file are known" },
    async (stage) => {
      const data = stage.dataFolder();
      writeFileSync(join(data, "names.csv"), "addr");
      const server = await startOn(stage, data, TORN);
      const address = `${ownNetwork(stage)}.7`;
      const name = plainName(stage);
      await meet(stage, server, address, name);
      await expectRow(stage, server, [address, name], TORN);
    },
  ),
];

const TORN =
  "The last line has no line end: a crash tore it. What is written behind it is glued to it. Move it into another file first, then begin.";
