/**
 * Makes plain JavaScript of the programs in a copy of a submission, so that a start costs what Node
 * itself costs: no loader, no type stripping, one file to read.
 *
 *     server.ts  ─▶  server.mjs, with all that it imports; the name server.ts leads to it
 *     thread.ts  ─▶  thread.mjs, the same, for every file that the source names in quotes: a worker
 *                    thread is found by its path, however that path is put together
 *
 * Nothing is resolved from a submission but its own files: whatever it imports from `shared/` and has
 * no copy of is the suite's own, packages are the suite's, and so are the compiler's settings. A part of
 * a lab also has what it may import of that lab.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BuildFailure,
  build,
  type OnResolveResult,
  type OutputFile,
  type Plugin,
  transform,
} from "esbuild";
import { importableFiles } from "../../course/importable-files.ts";
import {
  isPart,
  type Lab,
  PROJECT_ROOT,
  ROLES,
  type Role,
  solutionFolder,
} from "../../course/labs.ts";
import { CheckFailed, NotJudged } from "./failure.ts";
import { isInside, type Submission } from "./submission.ts";

const SHARED = join(PROJECT_ROOT, "shared");

export interface Compiled {
  /** The path of each program; undefined where it was not compiled. */
  programs: Partial<Record<Role, string>>;
  /** Tells one program's content from another's. Files that are not TypeScript belong to both. */
  fingerprints: Partial<Record<Role, string>>;
  /** The exercises, such as "01.3", whose function is still as the starter left it. */
  unwritten: ReadonlySet<string>;
}

/** A function that does nothing but throw the starter's mark. */
const UNWRITTEN_BODY =
  /\{(?:\s|\/\/.*)*throw new Error\(["'`]TODO: exercise (\d\d[a-z]?\.\d+) .*\);(?:\s|\/\/.*)*\}/g;

/** What every compilation has in common. The submission's settings are not asked. */
const SETTINGS = {
  format: "esm",
  platform: "node",
  target: "node24",
  tsconfigRaw: "{}",
  sourcesContent: false,
  logLevel: "silent",
} as const;

/** Source files by their path in the submission. */
type Sources = ReadonlyMap<string, string>;

/**
 * Compiles the programs of a copy, in the copy.
 *
 * @param lab the lab or part that they are meant for; without it, they have nothing of a lab
 * @throws CheckFailed when they do not compile, with the file, the line and the reason
 * @throws NotJudged when one is not there
 */
export async function compile(
  submission: Submission,
  roles: readonly Role[] = ROLES,
  lab?: Lab,
): Promise<Compiled> {
  const { files, folder, original } = submission;
  const missing = roles.find((role) => !files.includes(`${role}.ts`));
  if (missing !== undefined) {
    const next = `put it there, or give a command by --${missing}`;
    throw new NotJudged(`there is no ${missing}.ts in ${original}; ${next}`, { isFault: true });
  }
  const texts = files.filter(isSource).map(async (file) => {
    return [file, await readFile(join(folder, file), "utf8")] as const;
  });
  const sources: Sources = new Map(await Promise.all(texts));
  const named = namedBy(sources);
  const parts = roles.map((role) => ({ role, files: filesUsedBy(`${role}.ts`, named) }));
  const used = new Set(parts.flatMap((part) => [...part.files]));
  const bodies = [...used].flatMap((file) => [
    ...(sources.get(file) ?? "").matchAll(UNWRITTEN_BODY),
  ]);
  const others = files.filter((file) => !sources.has(file) && !isHidden(file));
  const common = [
    ...others,
    ...(await Promise.all(others.map((file) => readFile(join(folder, file))))),
  ];
  const hashes = parts.map(({ role, files: own }) => {
    const texts = [...own].flatMap((file) => [file, sources.get(file) ?? ""]);
    return [role, hashOf([...texts, ...common])] as const;
  });
  const started = new Set([...used].flatMap((file) => namesOfPrograms(sources.get(file) ?? "")));
  const apart = [...used].filter((file) => started.has(nameOf(file)));
  await bundle(submission, [...new Set([...roles.map((role) => `${role}.ts`), ...apart])], lab);
  return {
    programs: Object.fromEntries(roles.map((role) => [role, join(folder, `${role}.mjs`)])),
    fingerprints: Object.fromEntries(hashes),
    unwritten: new Set(bodies.map(([, id = ""]) => id)),
  };
}

/** The files that each file names in quotes: by an import or as a path. */
function namedBy(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const byName = Map.groupBy(sources.keys(), nameOf);
  const pairs = [...sources].map(([file, source]) => {
    return [file, [...namesIn(source)].flatMap((name) => byName.get(name) ?? [])] as const;
  });
  return new Map(pairs);
}

/** The program's own file, and all that it, or one of these, names. */
function filesUsedBy(
  program: string,
  named: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const used = new Set([program]);
  for (const file of used) for (const other of named.get(file) ?? []) used.add(other);
  return used;
}

/** What starts a program, or imports one whose path is not written there. */
const STARTS_PROGRAMS =
  /\b(?:worker_threads|child_process|cluster|Worker)\b|\bimport\s{0,9}\(\s{0,9}[^"'\s]/;

/** The names of the files that a source finds by their path, other than by an import. */
function namesOfPrograms(source: string): string[] {
  const rest = source.replace(/\b(?:from|import|require)\s{0,9}\(?\s{0,9}["'][^"'\n]*["']/g, "");
  // A word without an ending may be any text: it is a path only where programs are started.
  const words = STARTS_PROGRAMS.test(source) ? quotedIn(rest) : quotedIn(rest).filter(hasEnding);
  return words.map(withoutEnding);
}

/** The last part of every path in quotes, without its ending: `thread` of "./parts/thread.ts". */
function namesIn(source: string): ReadonlySet<string> {
  return new Set(quotedIn(source).map(withoutEnding));
}

function quotedIn(source: string): string[] {
  return [...source.matchAll(/(?<=["'`/\\])[^"'`/\\\n]{1,100}(?=["'`])/g)].map(([part]) => part);
}

const ENDING = /\.[mc]?[jt]s$/;

function hasEnding(name: string): boolean {
  return ENDING.test(name);
}

function withoutEnding(name: string): string {
  return name.replace(ENDING, "");
}

/** The name by which a file is found: that of its folder, when it is the folder's index. */
function nameOf(file: string): string {
  const name = basename(file).replace(/\.\w+$/, "");
  return name === "index" ? basename(dirname(file)) : name;
}

/** Bundles each of these files, and lets its name lead to the bundle. */
async function bundle(
  submission: Submission,
  files: readonly string[],
  lab: Lab | undefined,
): Promise<void> {
  const { folder } = submission;
  try {
    const { outputFiles } = await build({
      ...SETTINGS,
      absWorkingDir: folder,
      entryPoints: [...files],
      outdir: folder,
      outbase: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      write: false,
      packages: "external",
      sourcemap: "external",
      // A package.json may ask for imports to be left out ("sideEffects").
      ignoreAnnotations: true,
      plugins: [ownFiles(folder, lab), modulePlaces(folder, lab)],
    });
    await Promise.all(outputFiles.map((file) => write(file, submission)));
  } catch (error) {
    throw new CheckFailed(
      `Your program should compile; it does not.\n${describe(error, folder)}`,
      undefined,
      { next: "make it compile; the lines above say where" },
    );
  }
  await Promise.all(files.map((file) => leadToBundle(join(folder, file))));
}

/**
 * Imports lead to the submission's own files, or to the suite's `shared/…` where it has no copy; from a
 * part, also to what it may import of its lab.
 */
function ownFiles(folder: string, lab: Lab | undefined): Plugin {
  const ofLab = lab === undefined ? undefined : filesOfLab(lab);
  return {
    name: "own-files",
    setup(builder) {
      builder.onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir, kind }) => {
        if (kind === "entry-point") return undefined;
        const target = resolve(resolveDir, path);
        if (isInside(folder, target) || isInside(SHARED, target)) return undefined;
        const [, place = ".."] = /(?:^|[\\/])shared[\\/](.+)$/.exec(path) ?? [];
        const shared = resolve(SHARED, place);
        if (isInside(SHARED, shared)) return { path: shared };
        return (
          ofLab?.resolve(path, target, folder) ?? {
            errors: [{ text: `"${path}" lies outside of this lab's folder` }],
          }
        );
      });
    },
  };
}

const known = new Map<string, FilesOfLab>();

/** What a part may import of its lab, looked for once in this process; undefined for a whole lab. */
function filesOfLab(lab: Lab): FilesOfLab | undefined {
  if (!isPart(lab)) return undefined;
  const folder = solutionFolder(lab);
  const files = known.get(folder) ?? new FilesOfLab(lab);
  known.set(folder, files);
  return files;
}

class FilesOfLab {
  /** Absolute paths: the folder of all labs, that of the part's lab, and the files themselves. */
  readonly #labs: string;
  readonly #lab: string;
  readonly #importable: ReadonlySet<string>;

  constructor(part: Lab) {
    this.#labs = join(part.root, "labs");
    this.#lab = dirname(solutionFolder(part));
    this.#importable = new Set([...importableFiles(part)].map((file) => join(part.root, file)));
  }

  /**
   * Undefined when the path does not lead to a file of the lab.
   *
   * @param target where it leads from the submission, which lies in `folder`
   */
  resolve(path: string, target: string, folder: string): OnResolveResult | undefined {
    const [, place = ""] = /(?:^|[\\/])labs[\\/](.+)$/.exec(path) ?? [];
    const places = [
      // From one file of the lab to another; then as a copy in work/ names it, and as the worked
      // solution does, whose folder lies in the lab's.
      target,
      join(this.#labs, place),
      join(this.#lab, relative(dirname(folder), target)),
    ];
    const found = places.find((one) => this.#importable.has(one));
    if (found !== undefined) return { path: found };
    if (!places.some((one) => isInside(this.#lab, one) && existsSync(one))) return undefined;
    const text = `"${path}" leads to the worked solution of this part; import your own file`;
    return { errors: [{ text }] };
  }
}

/** In a bundle, all modules lie in one file. A module that asks where it lies is told its own place. */
function modulePlaces(folder: string, lab: Lab | undefined): Plugin {
  const folders = lab === undefined ? [folder] : [folder, join(lab.root, "labs")];
  return {
    name: "module-places",
    setup(builder) {
      builder.onLoad({ filter: /\.[mc]?ts$/ }, async ({ path }) => {
        if (!folders.some((one) => isInside(one, path))) return undefined;
        const source = await readFile(path, "utf8");
        const isProgram = ["server.ts", "client.ts"].includes(relative(folder, path));
        const usesMeta = /\bimport\s*\.\s*meta\b/.test(source);
        if (!usesMeta && !/\b(?:__dirname|__filename|require\.main)\b/.test(source))
          return undefined;
        const compiled = await transform(source, {
          ...SETTINGS,
          loader: "ts",
          sourcefile: path,
          sourcemap: "inline",
          define: {
            ...(usesMeta ? { "import.meta": "__meta" } : {}),
            __dirname: JSON.stringify(dirname(path)),
            __filename: JSON.stringify(path),
            "require.main": isProgram ? "module" : "undefined",
          },
        }).catch(() => undefined);
        // What does not compile is reported by the bundle, which knows the line.
        if (compiled === undefined) return undefined;
        const first = usesMeta ? metaOf(path, isProgram) : "";
        return { contents: first + compiled.code, loader: "js" };
      });
    },
  };
}

/** What stands before such a module, on its first line so that all others keep their numbers. */
function metaOf(path: string, isProgram: boolean): string {
  const url = JSON.stringify(pathToFileURL(path).href);
  const fields = [
    `url: ${url}`,
    `filename: ${JSON.stringify(path)}`,
    `dirname: ${JSON.stringify(dirname(path))}`,
    `main: ${isProgram ? "import.meta.main" : "false"}`,
    `resolve: (name) => /^\\.{0,2}\\//.test(name) ? new URL(name, ${url}).href : import.meta.resolve(name)`,
  ];
  return `const __meta = { ${fields.join(", ")} }; `;
}

/** Writes a file of the bundle. A source map leads to what was handed in, not to its copy. */
async function write({ path, text }: OutputFile, submission: Submission): Promise<void> {
  await writeFile(
    path,
    path.endsWith(".map") ? toOriginal(path, text, submission) : withRequire(text),
  );
}

/** CommonJS has `require`; a bundle that still asks for it at run time gets one. */
function withRequire(code: string): string {
  if (!code.includes("__require")) return code;
  return `globalThis.require ??= process.getBuiltinModule("node:module").createRequire(import.meta.url); ${code}`;
}

function toOriginal(path: string, text: string, { folder, original }: Submission): string {
  const map: { sources: string[] } = JSON.parse(text);
  const sources = map.sources.map((source) => {
    const place = resolve(dirname(path), source);
    return isInside(folder, place) ? join(original, relative(folder, place)) : place;
  });
  return JSON.stringify({ ...map, sources });
}

/** A link, because Node runs what it leads to: no types to strip, and no package.json to ask. */
async function leadToBundle(path: string): Promise<void> {
  const bundled = `${basename(path).replace(/\.[mc]?ts$/, "")}.mjs`;
  await rm(path);
  await symlink(bundled, path);
  // A source may also name its files by what they are compiled to.
  await symlink(bundled, path.replace(/ts$/, "js")).catch(() => {});
}

function isSource(file: string): boolean {
  return /(?<!\.d)\.[mc]?ts$/.test(file) && !file.includes(".test.");
}

/** Not a part of the program: the learner's progress is kept in one, after every grading. */
function isHidden(file: string): boolean {
  return basename(file).startsWith(".");
}

function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

function describe(error: unknown, folder: string): string {
  const failures = (error as Partial<BuildFailure>).errors ?? [];
  if (failures.length === 0) return String(error);
  return failures
    .slice(0, 3)
    .map(({ location, text }) => {
      if (location === null) return text;
      const file = relative(folder, resolve(folder, location.file));
      const caret = `${" ".repeat(location.column)}^`;
      return `${file}:${location.line}: ${text}\n    ${location.lineText}\n    ${caret}`;
    })
    .join("\n");
}
