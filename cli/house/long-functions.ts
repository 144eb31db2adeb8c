/**
 * The functions that are too long, as the linter counts: lines of code in the body, comments left out.
 * How many lines there may be stands in biome.json, at the rule's own place. The linter holds grading/ to it;
 * elsewhere the rule is off, and asked for by name here.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../course/labs.ts";

const RULE = "complexity/noExcessiveLinesPerFunction";

/** The part of the linter's report that is used here. */
interface Report {
  diagnostics: { message: string; location: { path: string; start: { line: number } } }[];
}

/** Each function that is too long, as `file:line: lines`; tests are left out. */
export function longFunctions(): string[] {
  const biome = join(PROJECT_ROOT, "node_modules/@biomejs/biome/bin/biome");
  const args = ["lint", `--only=${RULE}`, "--reporter=json", "--max-diagnostics=none"];
  const options = { cwd: PROJECT_ROOT, encoding: "utf8", maxBuffer: 2 ** 26 } as const;
  const { stdout } = spawnSync(process.execPath, [biome, ...args], options);
  return placesIn(stdout);
}

/** The places that a report of the linter names. */
export function placesIn(report: string): string[] {
  const { diagnostics } = JSON.parse(report) as Report;
  return diagnostics
    .map(({ message, location: { path, start } }) => {
      const [, lines = "?"] = /\((\d+)\)/.exec(message) ?? [];
      return { path: path.replaceAll("\\", "/"), place: `${start.line}: ${lines} lines` };
    })
    .filter(({ path }) => !path.endsWith(".test.ts"))
    .map(({ path, place }) => `${path}:${place}`);
}
