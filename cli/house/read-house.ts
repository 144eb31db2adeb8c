/** Reads what {@link House} holds from this project's folder. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../course/labs.ts";
import type { House } from "./figures.ts";
import { longFunctions } from "./long-functions.ts";

/** Not ours: packages, and what learners write. */
const FOREIGN = ["node_modules", "work"];

export function readHouse(): House {
  const files = globSync("*/**/*.ts", {
    cwd: PROJECT_ROOT,
    exclude: (path) => FOREIGN.includes(path.split(/[\\/]/).at(-1) ?? ""),
  });
  const sources = files
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.endsWith(".test.ts"))
    .sort();
  const tree = new Map(
    sources.map((file) => [file, readFileSync(join(PROJECT_ROOT, file), "utf8")]),
  );
  return { tree, longFunctions: longFunctions() };
}
