/** The wrong programs fit the right ones that they change, their checks, and the type check. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { moveReferences } from "../../course/imports.ts";
import { allLabs, type Lab, PROJECT_ROOT, withParts } from "../../course/labs.ts";
import { definitionsOf } from "../core/check.ts";
import { baseFolder, changedFiles, placeInWork, rightFiles, writeCopy } from "./changed-copy.ts";
import { withFolder } from "./grade-here.ts";
import { nearest } from "./merge/nearest.ts";
import { type WrongProgram, wrongProgramsOf } from "./wrong-program.ts";

const LABS = withParts(allLabs());

const programs = LABS.flatMap((lab) => wrongProgramsOf(lab).map((program) => ({ lab, program })));

test("each names a check of its lab", async () => {
  const unknown: string[] = [];
  for (const lab of LABS) {
    const titles = (await definitionsOf(lab.folder)).map(({ title }) => title);
    for (const { path, caughtBy } of wrongProgramsOf(lab)) {
      if (!titles.includes(caughtBy))
        unknown.push(`${path}: ${caughtBy}. ${nearest(caughtBy, titles)}`);
    }
  }
  expect(unknown).toEqual([]);
});

test("each fits the right program, and differs from it", () => {
  const wrong = programs.flatMap(({ lab, program }) => {
    try {
      const right = rightFiles(lab, program.base);
      const changed = [...changedFiles(lab, program)];
      const isSame = changed.every(([file, text]) => right.get(file) === text);
      return isSame ? [`${program.path} changes nothing`] : [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  expect(wrong).toEqual([]);
});

test("each type-checks, unless its mistake is a type error", async () => {
  await withFolder(async (folder) => {
    for (const { lab, program } of programs) await writeForTypes(lab, program, folder);
    const settings = { extends: "../../tsconfig.json", include: ["**/*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const found = await typeErrorsIn(folder);
    const wrong = programs.flatMap(({ program: { path, typeError } }) => {
      const errors = found.filter((error) => error.startsWith(`${path}/`));
      if (typeError === undefined) return errors;
      const expected = errors.filter((error) => error.includes(`error ${typeError}:`));
      if (expected.length === 0) return [`${path}: there is no ${typeError}`];
      return errors.filter((error) => !expected.includes(error));
    });
    expect(wrong).toEqual([]);
  });
});

/**
 * Writes what the program changes into a folder named like its source; the rest is where it always is. Changes
 * in several files come with the whole program: what passes between them must be the same class everywhere.
 */
async function writeForTypes(lab: Lab, program: WrongProgram, folder: string): Promise<void> {
  const { base, path } = program;
  const changed = changedFiles(lab, program);
  const own = changed.size === 1 ? changed : new Map([...rightFiles(lab, base), ...changed]);
  const copy = placeInWork(lab, "");
  const target = `${relative(PROJECT_ROOT, folder)}/${path}/`;
  const placeOf = (file: string) => {
    const inCopy = file.replace(copy, "");
    if (inCopy === file) return file;
    if (own.has(inCopy)) return target + inCopy;
    return inCopy.startsWith("shared/") ? inCopy : `${baseFolder(lab, base)}/${inCopy}`;
  };
  const files = [...own].map(([file, text]): [string, string] => [
    `${path}/${file}`,
    moveReferences(text, { from: copy + file, to: target + file, placeOf }),
  ]);
  await writeCopy(new Map(files), folder);
}

async function typeErrorsIn(folder: string): Promise<string[]> {
  const compiler = join(PROJECT_ROOT, "node_modules", "typescript", "bin", "tsc");
  const run = promisify(execFile)(process.execPath, [compiler, "--project", folder], {
    cwd: folder,
    maxBuffer: 10_000_000,
  });
  const { stdout } = await run.catch((failure: { stdout: string }) => failure);
  return stdout.split("\n").filter((line) => /^\S/.test(line));
}
