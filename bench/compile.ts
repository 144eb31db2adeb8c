/**
 * Makes programs out of sources, once at the start of a run: every server written in TypeScript is
 * started as plain JavaScript, the way the grader starts what it grades, so that all are treated alike.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import { compile } from "../grading/core/compile.ts";
import { copySubmission } from "../grading/core/submission.ts";

const OUTPUT = join(".cache", "bench");

/** Bundles one program with all that it imports; the path of the JavaScript. */
export async function compileTypeScript(source: string): Promise<string> {
  const outfile = join(OUTPUT, `${source.replaceAll(/[^a-z0-9]+/gi, "-")}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "warning",
  });
  return outfile;
}

/** Compiles a lab with the grader's own compiler; the path of its server. */
export async function compileLab(folder: string): Promise<string> {
  const place = resolve(OUTPUT, basename(folder));
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const { programs } = await compile(await copySubmission(folder, place), ["server"]);
  if (programs.server === undefined) throw new Error(`${folder} has no server`);
  return programs.server;
}

/** Compiles one C file; the path of the program. Throws when the compiler refuses it. */
export function compileC(source: string): string {
  mkdirSync(OUTPUT, { recursive: true });
  const program = join(OUTPUT, basename(source, ".c"));
  const result = spawnSync("cc", ["-O2", "-Wall", "-Wextra", "-o", program, source], {
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`Cannot compile ${source}: ${result.stderr}`);
  return program;
}
