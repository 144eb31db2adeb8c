/** The type check and the linter, each run as a program of its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../course/labs.ts";

/** What runs in Node, and what runs in a browser, which knows other things. */
const TYPED = [".", "labs/09-chat/gui/page"];

/** Checks all types; returns whether they are right. */
export function checkTypes(): boolean {
  const results = TYPED.map((project) => runTool("typescript/bin/tsc", ["--project", project]));
  return results.every(Boolean);
}

/** Checks format and lint rules, mends what can be mended when asked to; returns whether all is well. */
export function checkStyle({ fix = false }: { fix?: boolean } = {}): boolean {
  return runTool("@biomejs/biome/bin/biome", ["check", ...(fix ? ["--write"] : [])]);
}

function runTool(path: string, args: readonly string[]): boolean {
  const tool = join(PROJECT_ROOT, "node_modules", path);
  const options = { cwd: PROJECT_ROOT, stdio: "inherit" } as const;
  return spawnSync(process.execPath, [tool, ...args], options).status === 0;
}
