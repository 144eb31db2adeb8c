/** For tests of the runner: a copy of the project, in which they make working copies and do not meet the developer's. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../course/labs.ts";

export class ProjectCopy {
  /** Its path has to be quoted well, in commands as in URLs. */
  readonly folder = mkdtempSync(join(tmpdir(), "labs %20 'é-"));

  constructor() {
    const files = ["package.json", "tsconfig.json", "work/tsconfig.json"];
    for (const part of ["cli", "course", "grading", "labs", "shared", "tap", ...files]) {
      const filter = (path: string) => !path.includes("node_modules");
      cpSync(join(PROJECT_ROOT, part), join(this.folder, part), { recursive: true, filter });
    }
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(this.folder, "node_modules"), "junction");
  }

  /** Runs `npm run lab`, or another program of `cli/`, with these words; a string is split at its spaces. */
  run(
    words: string | readonly string[],
    {
      input = "",
      env = {},
      program = "lab",
    }: { input?: string; env?: Record<string, string>; program?: string } = {},
  ): SpawnSyncReturns<string> {
    const split =
      typeof words === "string" ? words.split(" ").filter((word) => word !== "") : words;
    const args = [join(this.folder, `cli/${program}.ts`), ...split];
    const options = { input, env: environment(env), encoding: "utf8", timeout: 60_000 } as const;
    return spawnSync(process.execPath, args, options);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** As on a shell without settings for npm, the labs or colours. */
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|LAB_|FORCE_COLOR|NO_COLOR|NODE_OPTIONS|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}
