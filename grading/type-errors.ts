/**
 * The type errors of a submission, as the suite's own compiler finds them. They decide no mark: Node runs
 * a program in spite of them. But the mistake behind a failed check is often one that the compiler sees.
 *
 * A copy is looked at, with the suite's settings and packages, as when it is graded.
 */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { dirname, join, normalize } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { allLabs, findLab } from "../course/labs.ts";
import { programFolder } from "./core/launcher.ts";
import { clear, makeGradingFolder, marked } from "./core/leftovers.ts";
import type { Subject } from "./core/subject.ts";
import { copySubmission } from "./core/submission.ts";
import type { TypeErrorFound } from "./report/result.ts";

const PROJECT_ROOT = fileURLToPath(new URL("..", import.meta.url));
const COMPILER = join(PROJECT_ROOT, "node_modules", "typescript", "bin", "tsc");

/** The compiler needs about a second of one core, and the checks several: it mostly ends before them. */
const WAIT_MS = 3_000;

/** Far more than is shown. */
const MAX_OUTPUT_BYTES = 1024 * 1024;
const MAX_ERRORS = 100;

/** Those of the project, without what is a matter of style in a program that runs. */
const SETTINGS = {
  extends: join(PROJECT_ROOT, "tsconfig.json"),
  compilerOptions: {
    typeRoots: [join(PROJECT_ROOT, "node_modules", "@types")],
    noImplicitAny: false,
    useUnknownInCatchVariables: false,
    exactOptionalPropertyTypes: false,
    noUncheckedIndexedAccess: false,
    noImplicitOverride: false,
    noImplicitReturns: false,
    noFallthroughCasesInSwitch: false,
    verbatimModuleSyntax: false,
    isolatedModules: false,
    erasableSyntaxOnly: false,
  },
  include: ["program/*.ts"],
  exclude: ["**/*.test.ts"],
};

/**
 * Looks for type errors while something else is done, with what that leaves of the machine.
 *
 * @param lab the folder of the lab that the subject is meant for
 */
export async function besideTypeCheck<Result>(
  { folder, server, client }: Subject,
  lab: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; typeErrors: TypeErrorFound[] }> {
  const isTypeScript = folder !== undefined && (server === undefined || client === undefined);
  const stop = new AbortController();
  // What keeps a submission from being copied is reported by the grading itself.
  const search = isTypeScript
    ? typeErrorsIn(folder, { lab, signal: stop.signal }).catch(() => [])
    : [];
  try {
    const result = await work();
    const typeErrors = await Promise.race([search, pause(WAIT_MS, [], { signal: stop.signal })]);
    return { result, typeErrors };
  } finally {
    stop.abort();
    await search;
  }
}

/** All type errors in the files of a submission, in the compiler's order. */
export async function typeErrorsIn(
  from: string,
  { lab = "", signal }: { lab?: string; signal?: AbortSignal } = {},
): Promise<TypeErrorFound[]> {
  const folder = makeGradingFolder();
  try {
    const copy = await copySubmission(from, await programFolder(folder, findLab(lab, allLabs())));
    const settings = join(dirname(copy.folder), "tsconfig.json");
    await writeFile(settings, JSON.stringify(SETTINGS));
    const output = await runCompiler(settings, { cwd: copy.folder, grading: folder, signal });
    const files = new Set(copy.files);
    return errorsIn(output).filter(({ file }) => files.has(file));
  } finally {
    await clear(folder);
  }
}

/** What the compiler prints, with paths as they are seen from `cwd`. */
function runCompiler(
  settings: string,
  { cwd, grading, signal }: { cwd: string; grading: string; signal: AbortSignal | undefined },
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const flags = ["--project", settings, "--pretty", "false", "--singleThreaded"];
  const [file = "", ...args] = marked(grading, [process.execPath, COMPILER, ...flags]);
  const child = spawn(file, args, {
    cwd,
    stdio: ["ignore", "pipe", "ignore"],
    killSignal: "SIGKILL",
    ...(signal === undefined ? {} : { signal }),
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.length > MAX_OUTPUT_BYTES) child.kill("SIGKILL");
  });
  child.on("error", reject).on("close", () => resolve(output));
  return promise;
}

/** `serve.ts(12,5): error TS2345: Argument of type …`; what follows indented explains it at length. */
function errorsIn(output: string): TypeErrorFound[] {
  return output
    .split("\n")
    .flatMap((line) => {
      const [, file, number, message] =
        /^([^()\n]+)\((\d+),\d+\): error TS\d+: (.+)$/.exec(line) ?? [];
      if (file === undefined || message === undefined) return [];
      return [{ file: normalize(file), line: Number(number), message }];
    })
    .slice(0, MAX_ERRORS);
}
