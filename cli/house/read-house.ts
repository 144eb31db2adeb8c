/** Reads the source files of this project, and the parts of its labs. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allLabs, PROJECT_ROOT, readmeOf } from "../../course/labs.ts";
import { starterFiles } from "../../course/starter.ts";
import type { PartOfLab } from "./figures.ts";
import type { SourceTree } from "./source-tree.ts";

/** Not ours: packages, and what learners write. */
const FOREIGN = ["node_modules", "work"];

/** All but the tests. */
export function readHouse(): SourceTree {
  const files = globSync("*/**/*.ts", {
    cwd: PROJECT_ROOT,
    exclude: (path) => FOREIGN.includes(path.split(/[\\/]/).at(-1) ?? ""),
  });
  const sources = files
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.endsWith(".test.ts"))
    .sort();
  return new Map(sources.map((file) => [file, readFileSync(join(PROJECT_ROOT, file), "utf8")]));
}

/** Every part of a lab. */
export function readParts(): PartOfLab[] {
  const parts = allLabs().flatMap((lab) => lab.parts);
  return parts.map((part) => ({
    number: part.number,
    copy: starterFiles(part),
    page: readmeOf(part),
  }));
}
